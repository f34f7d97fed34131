import type { HistoryEntry } from "../history/known-denial.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { workThrough } from "./work-through.ts";

const lookUpsAtOnce = 16;

/**
 * Alerts that are about to be told, in their order, each with its predecessor. Whoever settles one writes down its
 * channels, and its predecessor where it has one: where nobody has, it may wait for its first summary, or the process that
 * counted it was killed and may not have written that down. It is looked for again, by a read each.
 */
export async function withPredecessors(
  entries: readonly HistoryEntry[],
  { history, now }: Pick<DeliveryServices, "history" | "now">,
): Promise<readonly HistoryEntry[]> {
  const found = [...entries];
  await workThrough([...entries.entries()], lookUpsAtOnce, async ([place, entry]) => {
    const { alertKind, pendingChannels, predecessor, sample, firstSeenSeconds } = entry;
    if (alertKind !== "new" || predecessor !== null || pendingChannels !== null) return;
    const before = await history.findPredecessor(sample, firstSeenSeconds, now());
    if (before !== null) found[place] = { ...entry, predecessor: before };
  });
  return found;
}
