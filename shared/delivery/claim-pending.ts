import type { HistoryEntry } from "../history/known-denial.ts";
import type { DeliveryServices } from "./delivery-services.ts";

/** The end of our lease of a pending alert, epoch milliseconds; null where somebody else took it. */
export async function claimPending(
  entry: HistoryEntry,
  { history, now, leaseMilliseconds }: DeliveryServices,
): Promise<number | null> {
  const leaseUntil = now().getTime() + leaseMilliseconds;
  return (await history.claimAlert(entry, entry.alertKind, leaseUntil)) ? leaseUntil : null;
}
