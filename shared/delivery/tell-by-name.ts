import type { HistoryEntry } from "../history/known-denial.ts";
import type { SlackMessage } from "../slack/message.ts";
import { channelsOf } from "./channels-of.ts";
import { claimPending } from "./claim-pending.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { postInSpace } from "./post-in-space.ts";
import { forgetFailures } from "./post-message.ts";
import { type ChannelOutcome, settleAlert } from "./settle-alert.ts";
import { withPredecessors } from "./with-predecessors.ts";
import { workThrough } from "./work-through.ts";

/** A message that names as many of the entries as it holds; `others` wait too, and are not to be named by it. */
export type SummaryBuilder = (
  entries: readonly HistoryEntry[],
  others: number,
) => {
  readonly message: SlackMessage;
  readonly named: readonly HistoryEntry[];
};

const claimsAtOnce = 16;

/** Claims as many as one message names, posts it, and settles each. `tried`: those that the message was to name. */
export async function tellByName(
  channel: string,
  entries: readonly HistoryEntry[],
  build: SummaryBuilder,
  services: DeliveryServices,
  remaining: () => number,
): Promise<{ readonly told: readonly string[]; readonly tried: readonly HistoryEntry[] }> {
  let { message, named } = build(entries, 0);
  const tried = named;
  const leases = new Map<string, number>();
  await workThrough(named, claimsAtOnce, async (entry) => {
    const lease = await claimPending(entry, services);
    if (lease !== null) leases.set(entry.fingerprint, lease);
  });
  if (leases.size === 0) return { told: [], tried };
  const claimed = named.filter(({ fingerprint }) => leases.has(fingerprint));
  const ours = await withPredecessors(claimed, services);
  if (ours.length < named.length || ours.some((entry, place) => entry !== claimed[place])) {
    // Whoever took one in the meantime tells it, so this message must not. One that has no room now is due again soon.
    ({ message, named } = build(ours, entries.length - tried.length));
  }
  const outcome = await postInSpace(channel, message, services, remaining);
  const told: string[] = [];
  await workThrough(named, claimsAtOnce, async (entry) => {
    const lease = leases.get(entry.fingerprint);
    if (lease === undefined) return;
    const settled = await settle(entry, lease, channel, outcome, services, remaining);
    if (settled.kind === "told" || outcome.kind === "told") told.push(entry.fingerprint);
  });
  await forgetFailures(channel, outcome, services);
  return { told, tried };
}

/** What a message to one channel means for an alert that may be due in others too. */
async function settle(
  entry: HistoryEntry,
  leaseUntilMilliseconds: number,
  channel: string,
  outcome: ChannelOutcome,
  services: DeliveryServices,
  remaining: () => number,
): ReturnType<typeof settleAlert> {
  const elsewhere: ChannelOutcome = { kind: "waiting", reason: "another channel" };
  const outcomes = channelsOf(entry, services).map(
    (name) => [name, name === channel ? outcome : elsewhere] as const,
  );
  const { alertKind, count, toldCount, sample, firstSeenSeconds } = entry;
  const alert = {
    kind: alertKind,
    count,
    toldCount,
    leaseUntilMilliseconds,
    denial: sample,
    firstSeenSeconds,
  };
  return await settleAlert(alert, outcomes, services, remaining);
}
