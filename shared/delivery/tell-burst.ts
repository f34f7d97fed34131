import type { HistoryEntry } from "../history/known-denial.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { insist } from "./insist.ts";
import { isQuiet } from "./is-quiet.ts";
import type { ChannelPlan } from "./plan-delivery.ts";
import { postInSpace } from "./post-in-space.ts";
import { forgetFailures } from "./post-message.ts";
import { tellByName } from "./tell-by-name.ts";
import type { Burst } from "./take-turn.ts";

type BurstPlan = ChannelPlan["bursts"][number];

/** Denials of one burst that its last message looks at. */
const mostKnown = 1000;

/** Takes a burst's due step in a channel: a summary of what was held, or its last message. The fingerprints told. */
export async function tellBurst(
  channel: string,
  plan: BurstPlan,
  services: DeliveryServices,
  remaining: () => number,
): Promise<readonly string[]> {
  if (plan.step.kind === "close") {
    await close(channel, plan, services, remaining);
    return [];
  }
  const { principal, burst, step, held } = plan;
  const builder = await services.messages();
  const { told } = await tellByName(
    channel,
    held,
    (entries) => builder.buildBurstSummary(entries, burst),
    services,
    remaining,
  );
  if (told.length > 0) {
    // What did not fit, or was told by others, is named by another message.
    const next = { ...step.next, named: burst.named + told.length };
    await insist(() => changeBurst(channel, principal, next, services), services, remaining);
  }
  return told;
}

async function close(
  channel: string,
  { principal, burst }: BurstPlan,
  services: DeliveryServices,
  remaining: () => number,
): Promise<void> {
  const known = await knownOf(principal, burst.since, services);
  const [last] = known;
  if (last === undefined) {
    // Without any left in the history there is nothing to say.
    await changeBurst(channel, principal, null, services);
    return;
  }
  const message = (await services.messages()).buildBurstClosed(known, burst);
  const outcome = await postInSpace(channel, message, services, remaining);
  if (outcome.kind === "told") {
    await insist(() => changeBurst(channel, principal, null, services), services, remaining);
    services.events.add((build) =>
      build.buildBurstEvent("Denial Burst Closed", channel, last.sample, burst),
    );
  }
  await forgetFailures(channel, outcome, services);
}

async function changeBurst(
  channel: string,
  principal: string,
  next: Burst | null,
  { channels }: DeliveryServices,
): Promise<void> {
  await channels.change(channel, (state) => {
    const others = Object.entries(state.bursts).filter(([name]) => name !== principal);
    const bursts = Object.fromEntries(next === null ? others : [...others, [principal, next]]);
    return { answer: null, next: { ...state, bursts } };
  });
}

async function knownOf(
  principal: string,
  sinceMilliseconds: number,
  { history }: DeliveryServices,
): Promise<readonly HistoryEntry[]> {
  const sinceSeconds = Math.floor(sinceMilliseconds / 1000);
  const known = await history.listByPrincipalDigest(principal, { limit: mostKnown, sinceSeconds });
  return known.filter((entry) => !isQuiet(entry));
}
