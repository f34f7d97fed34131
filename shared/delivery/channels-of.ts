import type { HistoryEntry } from "../history/known-denial.ts";
import type { DeliverySettings } from "./delivery-services.ts";

/** The channels that a pending alert is still to be told in. */
export function channelsOf(
  { sample, pendingChannels }: Pick<HistoryEntry, "sample" | "pendingChannels">,
  { channelsFor }: Pick<DeliverySettings, "channelsFor">,
): readonly string[] {
  return channelsFor(sample, pendingChannels);
}
