import type { HiddenCounts } from "../history/hidden-counts.ts";
import type { HistoryEntry } from "../history/known-denial.ts";

/** What is asked of an entry to know who kept it quiet. */
export type HiddenEntry = Pick<
  HistoryEntry,
  "hiddenBy" | "hiddenCount" | "hiddenCounts" | "lastSeenSeconds"
>;

/**
 * What each mute and benign entry kept quiet of a denial. Hidden occurrences that were counted for none, from before
 * there were such counts, go to the last one that matched.
 */
export function hidersOf(entry: HiddenEntry): HiddenCounts {
  const { hiddenBy, hiddenCount, hiddenCounts, lastSeenSeconds } = entry;
  const counted = [...hiddenCounts.values()].reduce((sum, { count }) => sum + count, 0);
  const rest = hiddenCount - counted;
  if (hiddenBy === null || rest <= 0) return hiddenCounts;
  const last = hiddenCounts.get(hiddenBy);
  return new Map([
    ...hiddenCounts,
    [
      hiddenBy,
      { count: (last?.count ?? 0) + rest, lastSeconds: last?.lastSeconds ?? lastSeenSeconds },
    ],
  ]);
}
