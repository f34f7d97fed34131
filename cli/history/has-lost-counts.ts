import type { HistoryEntry } from "../../shared/history/known-denial.ts";

const secondsOf = { hour: 3600, day: 86_400 } as const;

/**
 * Whether a denial may have occurred more often within a time (epoch seconds, `to` excluded) than its counts tell: the
 * history keeps those of the last hours and days that it was seen in, and of what is older only the sum.
 */
export function hasLostCounts(
  entry: Pick<HistoryEntry, "count" | "firstSeenSeconds" | "countByHour" | "countByDay">,
  unit: "hour" | "day",
  fromSeconds: number,
  toSeconds: number,
): boolean {
  const counts = unit === "hour" ? entry.countByHour : entry.countByDay;
  const kept = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (kept >= entry.count || entry.firstSeenSeconds >= toSeconds) return false;
  // What is not kept is older than all that is.
  return fromSeconds < Math.min(...counts.keys()) * secondsOf[unit];
}
