import type { HistoryEntry } from "../history/known-denial.ts";

/** When a mute or a benign entry last hid one of these denials, epoch seconds; null for none of them. */
export function lastHidBy(id: string, entries: readonly HistoryEntry[]): number | null {
  const times = entries
    .filter((entry) => entry.hiddenBy === id && entry.hiddenCount > 0)
    .map((entry) => entry.lastSeenSeconds);
  return times.length === 0 ? null : Math.max(...times);
}
