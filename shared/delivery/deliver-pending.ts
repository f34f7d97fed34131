import type { HistoryEntry } from "../history/known-denial.ts";
import { channelsOf } from "./channels-of.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { type ChannelPlan, planDelivery } from "./plan-delivery.ts";
import { mostWaitMilliseconds } from "./post-in-space.ts";
import { tellAlone } from "./tell-alone.ts";
import { tellBurst } from "./tell-burst.ts";
import { type SummaryBuilder, tellByName } from "./tell-by-name.ts";

export interface DeliverySummary {
  /** Alerts told in this run, alone or by name in a summary. */
  readonly told: number;
  /** Due, and not told: Slack did not take them, they wait for a summary, or there was no time left. */
  readonly left: number;
}

/** Pending alerts looked at in one run; more wait for the next minute. */
const mostAlerts = 1000;

/** Tells what is pending and due in each channel: bursts that go on, single alerts, or one summary of many. */
export async function deliverPending(
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<DeliverySummary> {
  const { now, limits } = services;
  const pending = await listPending(services);
  measurePending(pending, services);
  let due = dueOf(pending, services);
  const { length: dueAtFirst } = due;
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
    const toldHere = await carryOut(plan, services, remainingMilliseconds);
    for (const fingerprint of toldHere) told.add(fingerprint);
    // What was told here may be left for the other channels, and is only for these.
    if (toldHere.length > 0) due = dueOf(await listPending(services), services);
  }
  return { told: told.size, left: dueAtFirst - told.size };
}

async function listPending({ history }: DeliveryServices): Promise<readonly HistoryEntry[]> {
  return await history.listByStatus("pending", { limit: mostAlerts });
}

/** What nobody is at, and need not wait. */
function dueOf(
  pending: readonly HistoryEntry[],
  { now }: DeliveryServices,
): readonly HistoryEntry[] {
  return pending.filter((entry) => entry.leaseUntilMilliseconds <= now().getTime());
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

/** The fingerprints that were told. */
async function carryOut(
  plan: ChannelPlan,
  services: DeliveryServices,
  remaining: () => number,
): Promise<readonly string[]> {
  const told: string[] = [];
  const { channel } = plan;
  for (const burst of plan.bursts) {
    told.push(...(await tellBurst(channel, burst, services, remaining)));
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
