import type { HistoryEntry } from "../history/known-denial.ts";
import { newestDenial } from "../history/newest-denial.ts";
import { channelsOf } from "./channels-of.ts";
import { claimPending } from "./claim-pending.ts";
import { deliverAlert } from "./deliver-alert.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { withPredecessors } from "./with-predecessors.ts";

/** Claims a pending alert and tells it in a message of its own; false where it is still to be told, or others do. */
export async function tellAlone(
  entry: HistoryEntry,
  services: DeliveryServices,
  remaining: () => number,
): Promise<boolean> {
  const lease = await claimPending(entry, services);
  if (lease === null) return false;
  const [known = entry] = await withPredecessors([entry], services);
  const alert = {
    kind: entry.alertKind,
    denial: newestDenial(entry),
    count: entry.count,
    firstSeenSeconds: entry.firstSeenSeconds,
    quietDays: entry.quietDays,
    toldCount: entry.toldCount,
    predecessor: known.predecessor,
    leaseUntilMilliseconds: lease,
    channels: channelsOf(entry, services),
  };
  return (await deliverAlert(alert, services, remaining)).kind === "told";
}
