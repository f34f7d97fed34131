import type { HistoryEntry } from "../history/known-denial.ts";
import type { SlackMessage } from "../slack/message.ts";
import { type ChannelOutcome, deliverAlert, settleAlert } from "./deliver-alert.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { type ChannelPlan, planDelivery } from "./plan-delivery.ts";
import { type MessageOutcome, postMessage, reserveMilliseconds } from "./post-message.ts";
import { takeSpace } from "./take-turn.ts";

export interface DeliverySummary {
  /** Alerts told in this run, alone or by name in a summary. */
  readonly told: number;
  /** Due, and not told: Slack did not take them, they wait for a summary, or there was no time left. */
  readonly left: number;
}

/** Pending alerts looked at in one run; more wait for the next minute. */
const mostAlerts = 1000;
const claimsAtOnce = 16;
const mostWaitMilliseconds = 10_000;

/** Tells what is pending and due in each channel: bursts that go on, single alerts, or one summary of many. */
export async function deliverPending(
  services: DeliveryServices,
  channels: readonly string[],
  remainingMilliseconds: () => number,
): Promise<DeliverySummary> {
  const { history, now, limits } = services;
  const pending = await history.listByStatus("pending", { limit: mostAlerts });
  const due = pending.filter((entry) => entry.leaseUntilMilliseconds <= now().getTime());
  const told = new Set<string>();
  for (const channel of channels) {
    const state = await services.channels.read(channel);
    if (state.freeAt - now().getTime() > mostWaitMilliseconds) continue;
    const here = due.filter((entry) => channelsOf(entry, services).includes(channel));
    const plan = planDelivery(
      channel,
      state,
      here,
      now().getTime(),
      limits.burst.windowMilliseconds,
    );
    for (const fingerprint of await carryOut(plan, services, remainingMilliseconds)) {
      told.add(fingerprint);
    }
  }
  return { told: told.size, left: due.length - told.size };
}

function channelsOf(entry: HistoryEntry, { channelsFor }: DeliveryServices): readonly string[] {
  return entry.pendingChannels ?? channelsFor(entry.sample);
}

/** The fingerprints that were told. */
async function carryOut(
  plan: ChannelPlan,
  services: DeliveryServices,
  remaining: () => number,
): Promise<readonly string[]> {
  const told: string[] = [];
  const { channel } = plan;
  for (const { principal, burst, step, held } of plan.bursts) {
    const builder = await services.messages();
    if (step.kind === "close") {
      const known = await knownOf(principal, burst.since, services);
      // Without any left in the history there is nothing to say.
      const isOver =
        known.length === 0 ||
        (await postInSpace(channel, builder.buildBurstClosed(known, burst), services, remaining))
          .kind === "told";
      if (isOver) await changeBurst(channel, principal, null, services);
    } else {
      const { message, named } = builder.buildBurstSummary(held, burst);
      const done = await tellByName(channel, message, named, services, remaining);
      told.push(...done);
      if (done.length > 0) await changeBurst(channel, principal, step.next, services);
    }
  }
  for (const entry of plan.single) {
    if (remaining() < mostWaitMilliseconds) return told;
    if (await tellAlone(entry, services, remaining)) told.push(entry.fingerprint);
  }
  let left = plan.backlog;
  while (left.length > 0 && remaining() > mostWaitMilliseconds) {
    const { message, named } = (await services.messages()).buildBacklog(left);
    const done = await tellByName(channel, message, named, services, remaining);
    told.push(...done);
    if (done.length === 0) break;
    left = left.filter((entry) => !named.includes(entry));
  }
  return told;
}

async function tellAlone(
  entry: HistoryEntry,
  services: DeliveryServices,
  remaining: () => number,
): Promise<boolean> {
  const lease = await claim(entry, services);
  if (lease === null) return false;
  const outcome = await deliverAlert(
    {
      kind: entry.alertKind,
      denial: entry.sample,
      count: entry.count,
      firstSeenSeconds: entry.firstSeenSeconds,
      seenBeforeSeconds: null,
      toldCount: entry.toldCount,
      leaseUntilMilliseconds: lease,
      channels: channelsOf(entry, services),
    },
    services,
    remaining,
  );
  return outcome.kind === "told";
}

/** Claims the named alerts, posts the message that names them, and settles each. Those told in all their channels. */
async function tellByName(
  channel: string,
  message: SlackMessage,
  named: readonly HistoryEntry[],
  services: DeliveryServices,
  remaining: () => number,
): Promise<readonly string[]> {
  const claimed: { readonly entry: HistoryEntry; readonly lease: number }[] = [];
  await inParallel(named, async (entry) => {
    const lease = await claim(entry, services);
    if (lease !== null) claimed.push({ entry, lease });
  });
  // Whoever took one in the meantime tells it too: at least once, and the message need not be built again.
  if (claimed.length === 0) return [];
  const outcome = await postInSpace(channel, message, services, remaining);
  const told: string[] = [];
  await inParallel(claimed, async ({ entry, lease }) => {
    const elsewhere: ChannelOutcome = { kind: "waiting", reason: "another channel" };
    const outcomes = channelsOf(entry, services).map(
      (name) => [name, name === channel ? outcome : elsewhere] as const,
    );
    const settled = await settleAlert(
      {
        kind: entry.alertKind,
        count: entry.count,
        leaseUntilMilliseconds: lease,
        denial: entry.sample,
      },
      outcomes,
      services,
    );
    if (settled.kind === "told" || outcome.kind === "told") told.push(entry.fingerprint);
  });
  return told;
}

async function claim(
  entry: HistoryEntry,
  { history, now, leaseMilliseconds }: DeliveryServices,
): Promise<number | null> {
  const leaseUntil = now().getTime() + leaseMilliseconds;
  return (await history.claimAlert(entry, entry.alertKind, leaseUntil)) ? leaseUntil : null;
}

async function postInSpace(
  channel: string,
  message: SlackMessage,
  services: DeliveryServices,
  remaining: () => number,
): Promise<MessageOutcome> {
  const { channels, now, limits, sleep } = services;
  const wait = Math.min(mostWaitMilliseconds, remaining() - reserveMilliseconds);
  const turn = await channels.change(channel, (state) => {
    const taken = takeSpace(state, wait, now().getTime(), limits);
    return { answer: taken.turn, next: taken.turn.kind === "taken" ? null : taken.next };
  });
  if (turn.kind === "taken") {
    return {
      kind: "not-told",
      dueMilliseconds: turn.until,
      reason: "the channel has no free turn",
    };
  }
  await sleep(turn.at - now().getTime());
  return await postMessage(channel, message, services, remaining);
}

async function changeBurst(
  channel: string,
  principal: string,
  next: ChannelPlan["bursts"][number]["burst"] | null,
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
  return await history.listByPrincipalDigest(principal, { limit: mostAlerts, sinceSeconds });
}

async function inParallel<Value>(
  values: readonly Value[],
  work: (value: Value) => Promise<void>,
): Promise<void> {
  const queue = [...values];
  const worker = async (): Promise<void> => {
    for (let value = queue.shift(); value !== undefined; value = queue.shift()) await work(value);
  };
  await Promise.all(Array.from({ length: claimsAtOnce }, worker));
}
