import type { HistoryEntry } from "../history/known-denial.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { isQuiet } from "./is-quiet.ts";
import type { Burst } from "./take-turn.ts";

/** A burst's first denial was seen so long before it was posted, at most. */
const marginSeconds = 600;

/**
 * What a channel was told of a principal as new since its burst began: nothing that is kept quiet, was told elsewhere
 * only, or happens again. Of the principal's `limit` denials that were seen last.
 */
export async function toldOfBurst(
  channel: string,
  principal: string,
  { since }: Pick<Burst, "since">,
  limit: number,
  services: Pick<DeliveryServices, "history" | "channelsFor">,
): Promise<readonly HistoryEntry[]> {
  const sinceSeconds = Math.floor(since / 1000);
  const known = await services.history.listByPrincipalDigest(principal, {
    sinceSeconds: sinceSeconds - marginSeconds,
    limit,
  });
  return known.filter(
    (entry) =>
      isToldIn(channel, entry, services) &&
      // What was told once more since then is known by when it was first seen.
      (entry.alertKind === "new" && entry.status !== "pending"
        ? (entry.toldAtSeconds ?? 0) >= sinceSeconds
        : entry.firstSeenSeconds >= sinceSeconds - marginSeconds),
  );
}

function isToldIn(
  channel: string,
  entry: HistoryEntry,
  { channelsFor }: Pick<DeliveryServices, "channelsFor">,
): boolean {
  if (isQuiet(entry) || !channelsFor(entry.sample, null).includes(channel)) return false;
  if (entry.status !== "pending") return true;
  const isToldAgain = entry.alertKind !== "new";
  const isTakenHere = entry.pendingChannels?.includes(channel) === false;
  return isToldAgain || isTakenHere;
}
