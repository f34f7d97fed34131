import { channelsOf } from "./channels-of.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { hidePending } from "./hide-pending.ts";
import { listDue, type PendingAlerts } from "./list-due.ts";
import { type ChannelPlan, planDelivery } from "./plan-delivery.ts";
import { mostWaitMilliseconds } from "./reserve-space.ts";
import { tellAlone } from "./tell-alone.ts";
import { tellBurst } from "./tell-burst.ts";
import { type SummaryBuilder, tellByName } from "./tell-by-name.ts";

export interface DeliverySummary {
  /** Alerts told in this run, alone or by name in a summary. */
  readonly told: number;
  /** Alerts still pending: Slack did not take them, they wait for a summary, or there was no time left. */
  readonly left: number;
}

/** Tells what is pending and due in each channel: bursts that go on, single alerts, or one summary of many. */
export async function deliverPending(
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<DeliverySummary> {
  const { now, limits } = services;
  const channels = await findOpen(services);
  let pending = await findDue(channels, services, remainingMilliseconds);
  measure(pending, services);
  const { waiting } = pending;
  let { hidden } = pending;
  const told = new Set<string>();
  let isOutdated = false;
  for (const channel of channels) {
    if (isOutdated) {
      pending = await findDue(channels, services, remainingMilliseconds);
      hidden += pending.hidden;
    }
    const { due, isComing } = pending;
    const plan = planDelivery(
      channel,
      await services.channels.read(channel),
      due.filter((entry) => channelsOf(entry, services).includes(channel)),
      now().getTime(),
      limits,
      (principal) => isComing(channel, principal),
    );
    const toldHere = await carryOut(plan, services, remainingMilliseconds);
    for (const fingerprint of toldHere) told.add(fingerprint);
    // What was told here may be left for the other channels, and is only for these.
    isOutdated = toldHere.length > 0;
  }
  return { told: told.size, left: waiting - hidden - told.size };
}

/** What can be told in these channels now, less what a mute has come to match; `hidden`: how many that were. */
async function findDue(
  channels: readonly string[],
  services: DeliveryServices,
  remaining: () => number,
): Promise<PendingAlerts & { readonly hidden: number }> {
  const pending = await listDue(channels, services, remaining);
  const due = await hidePending(pending.due, services);
  return { ...pending, due, hidden: pending.due.length - due.length };
}

/** The channels that can be posted to within this run. */
async function findOpen({
  channels,
  channelNames,
  now,
}: DeliveryServices): Promise<readonly string[]> {
  const open: string[] = [];
  for (const channel of channelNames) {
    const { freeAt } = await channels.read(channel);
    if (freeAt - now().getTime() <= mostWaitMilliseconds) open.push(channel);
  }
  return open;
}

/** Each run measures, with nothing pending too: that the metric goes on tells that the runs do. */
function measure(
  { waiting, oldestSeconds }: PendingAlerts,
  { telemetry, now }: DeliveryServices,
): void {
  const nowSeconds = now().getTime() / 1000;
  telemetry.measure("OldestPendingAge", Math.max(0, nowSeconds - (oldestSeconds ?? nowSeconds)));
  telemetry.measure("AlertsWaiting", waiting);
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
    const build: SummaryBuilder = (entries, others) => builder.buildBacklog(entries, others);
    const done = await tellByName(channel, left, build, services, remaining);
    told.push(...done.told);
    if (done.told.length === 0) break;
    left = left.filter((entry) => !done.tried.includes(entry));
  }
  return told;
}
