import { insist } from "./insist.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import type { ChannelPlan } from "./plan-delivery.ts";
import { postInSpace } from "./post-in-space.ts";
import { forgetFailures } from "./post-message.ts";
import { shortDenialId } from "./short-denial-id.ts";
import type { Burst } from "./take-turn.ts";
import { tellByName } from "./tell-by-name.ts";
import { toldOfBurst } from "./told-of-burst.ts";

type BurstPlan = ChannelPlan["bursts"][number];

/** Denials of one burst that its last message looks at. */
const mostKnown = 1000;
/** And that a summary looks at to say what it looks like. */
const mostJudged = 100;

/** Takes a burst's due step in a channel: a message that names what was held, or its last one. The fingerprints told. */
export async function tellBurst(
  channel: string,
  plan: BurstPlan,
  services: DeliveryServices,
  remaining: () => number,
): Promise<readonly string[]> {
  const { principal, burst, step, held } = plan;
  if (step.kind === "close") {
    await close(channel, plan, services, remaining);
    return [];
  }
  // What the first message counted and Slack did not take is held like the others, and counted with them.
  const heldIds = new Set(held.map(({ fingerprint }) => shortDenialId(fingerprint)));
  const openers = burst.openers ?? [];
  const recounted = openers.filter((id) => heldIds.has(id));
  const withoutThese: Burst = { ...step.next, named: burst.named - recounted.length };
  const isFirst = step.kind === "open";
  // What it looks like is judged by all of it: the few that are new may look like nothing.
  const before = await toldOfBurst(channel, principal, burst, mostJudged, services);
  const builder = await services.messages();
  const { told } = await tellByName(
    channel,
    held,
    (entries, others) =>
      builder.buildBurstSummary(entries, others, withoutThese, { isFirst, before }),
    services,
    remaining,
  );
  if (told.length === 0) return told;
  const change = (current: Burst | undefined): Burst | null =>
    // Whoever closed it in the meantime has said so.
    current === undefined && !isFirst
      ? null
      : {
          ...step.next,
          // What did not fit, or was told by others, is named by another message.
          named: (current ?? burst).named - recounted.length + told.length,
          openers: openers.filter((id) => !heldIds.has(id)),
        };
  await insist(() => changeBurst(channel, principal, change, services), services, remaining);
  const [first] = held;
  if (isFirst && first !== undefined) {
    const opened = { ...withoutThese, named: withoutThese.named + told.length };
    services.events.add((build) =>
      build.buildBurstEvent("Denial Burst Opened", channel, first.sample, opened),
    );
  }
  return told;
}

async function close(
  channel: string,
  { principal, burst }: BurstPlan,
  services: DeliveryServices,
  remaining: () => number,
): Promise<void> {
  const known = await toldOfBurst(channel, principal, burst, mostKnown, services);
  const [last] = known;
  const forget = () => changeBurst(channel, principal, () => null, services);
  if (last === undefined) {
    // Without any left in the history there is nothing to say.
    await forget();
    return;
  }
  // The history knows also what a process named that was killed before it could count it.
  const total = known.length < mostKnown ? known.length : Math.max(burst.named, known.length);
  const message = (await services.messages()).buildBurstClosed(known, burst, total);
  const outcome = await postInSpace(channel, message, services, remaining);
  if (outcome.kind === "told") {
    await insist(forget, services, remaining);
    const closed = { ...burst, named: total };
    services.events.add((build) =>
      build.buildBurstEvent("Denial Burst Closed", channel, last.sample, closed),
    );
  }
  await forgetFailures(channel, outcome, services);
}

async function changeBurst(
  channel: string,
  principal: string,
  change: (burst: Burst | undefined) => Burst | null,
  { channels }: DeliveryServices,
): Promise<void> {
  await channels.change(channel, (state) => {
    const next = change(state.bursts[principal]);
    const others = Object.entries(state.bursts).filter(([name]) => name !== principal);
    const bursts = Object.fromEntries(next === null ? others : [...others, [principal, next]]);
    return { answer: null, next: { ...state, bursts } };
  });
}
