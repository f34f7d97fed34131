import type { HistoryEntry } from "../history/known-denial.ts";
import type { SlackMessage } from "../slack/message.ts";
import { type ChannelOutcome, deliverAlert, settleAlert } from "./deliver-alert.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { type ChannelPlan, planDelivery } from "./plan-delivery.ts";
import { mostWaitMilliseconds, postInSpace } from "./post-in-space.ts";
import { forgetFailures } from "./post-message.ts";

export interface DeliverySummary {
  /** Alerts told in this run, alone or by name in a summary. */
  readonly told: number;
  /** Due, and not told: Slack did not take them, they wait for a summary, or there was no time left. */
  readonly left: number;
}

/** Pending alerts looked at in one run; more wait for the next minute. */
const mostAlerts = 1000;
const claimsAtOnce = 16;

/** Tells what is pending and due in each channel: bursts that go on, single alerts, or one summary of many. */
export async function deliverPending(
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<DeliverySummary> {
  const { history, now, limits } = services;
  const pending = await history.listByStatus("pending", { limit: mostAlerts });
  measurePending(pending, services);
  const due = pending.filter((entry) => entry.leaseUntilMilliseconds <= now().getTime());
  const told = new Set<string>();
  for (const channel of services.channelNames) {
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

/** Each run measures, with nothing pending too: that the metric goes on tells that the runs do. */
function measurePending(
  pending: readonly HistoryEntry[],
  { telemetry, now }: DeliveryServices,
): void {
  const since = pending.map(({ alertKind, firstSeenSeconds, lastSeenSeconds }) =>
    // When a known one became pending again is not kept; it was at its last occurrence or before.
    alertKind === "new" ? firstSeenSeconds : lastSeenSeconds,
  );
  const oldest = since.reduce((one, other) => Math.min(one, other), now().getTime() / 1000);
  telemetry.measure("OldestPendingAge", now().getTime() / 1000 - oldest);
  telemetry.measure("AlertsWaiting", pending.length);
}

function channelsOf(entry: HistoryEntry, { channelsFor }: DeliveryServices): readonly string[] {
  return channelsFor(entry.sample, entry.pendingChannels);
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
      const outcome =
        known.length === 0
          ? null
          : await postInSpace(channel, builder.buildBurstClosed(known, burst), services, remaining);
      if (outcome === null || outcome.kind === "told") {
        await changeBurst(channel, principal, null, services);
        const [last] = known;
        if (last !== undefined) {
          services.events.add((build) =>
            build.buildBurstEvent("Denial Burst Closed", channel, last.sample, burst),
          );
        }
      }
      if (outcome !== null) await forgetFailures(channel, outcome, services);
    } else {
      const build: SummaryBuilder = (entries) => builder.buildBurstSummary(entries, burst);
      const done = await tellByName(channel, held, build, services, remaining);
      told.push(...done.told);
      if (done.told.length > 0) await changeBurst(channel, principal, step.next, services);
    }
  }
  for (const entry of plan.single) {
    if (remaining() < mostWaitMilliseconds) return told;
    if (await tellAlone(entry, services, remaining)) told.push(entry.fingerprint);
  }
  let left = plan.backlog;
  while (left.length > 0 && remaining() > mostWaitMilliseconds) {
    const builder = await services.messages();
    const build: SummaryBuilder = (entries) => builder.buildBacklog(entries);
    const done = await tellByName(channel, left, build, services, remaining);
    told.push(...done.told);
    if (done.told.length === 0) break;
    left = left.filter((entry) => !done.tried.includes(entry));
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
      predecessor: entry.predecessor,
      leaseUntilMilliseconds: lease,
      channels: channelsOf(entry, services),
    },
    services,
    remaining,
  );
  return outcome.kind === "told";
}

type SummaryBuilder = (entries: readonly HistoryEntry[]) => {
  readonly message: SlackMessage;
  readonly named: readonly HistoryEntry[];
};

/** Claims as many as one message names, posts it, and settles each. `tried`: those that the message was to name. */
async function tellByName(
  channel: string,
  entries: readonly HistoryEntry[],
  build: SummaryBuilder,
  services: DeliveryServices,
  remaining: () => number,
): Promise<{ readonly told: readonly string[]; readonly tried: readonly HistoryEntry[] }> {
  let { message, named } = build(entries);
  const tried = named;
  const leases = new Map<HistoryEntry, number>();
  await inParallel(named, async (entry) => {
    const lease = await claim(entry, services);
    if (lease !== null) leases.set(entry, lease);
  });
  if (leases.size === 0) return { told: [], tried };
  if (leases.size < named.length) {
    // Whoever took one in the meantime tells it, so this message must not.
    ({ message, named } = build(named.filter((entry) => leases.has(entry))));
  }
  const outcome = await postInSpace(channel, message, services, remaining);
  const told: string[] = [];
  await inParallel(named, async (entry) => {
    const lease = leases.get(entry);
    if (lease === undefined) return;
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
        firstSeenSeconds: entry.firstSeenSeconds,
      },
      outcomes,
      services,
    );
    if (settled.kind === "told" || outcome.kind === "told") told.push(entry.fingerprint);
  });
  await forgetFailures(channel, outcome, services);
  return { told, tried };
}

async function claim(
  entry: HistoryEntry,
  { history, now, leaseMilliseconds }: DeliveryServices,
): Promise<number | null> {
  const leaseUntil = now().getTime() + leaseMilliseconds;
  return (await history.claimAlert(entry, entry.alertKind, leaseUntil)) ? leaseUntil : null;
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

/** Works through all of them, then throws the first failure: one write that fails leaves no other undone. */
async function inParallel<Value>(
  values: readonly Value[],
  work: (value: Value) => Promise<void>,
): Promise<void> {
  const queue = [...values];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let value = queue.shift(); value !== undefined; value = queue.shift()) {
      try {
        await work(value);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: claimsAtOnce }, worker));
  if (failures.length > 0) throw failures[0];
}
