import { secondsPerDay, secondsPerHour } from "./denial-item.ts";
import type { HistoryEntry } from "./known-denial.ts";

/**
 * Occurrences within a time, epoch seconds, `to` excluded. By the hour where hours are kept (the last 7 days it was
 * seen), so that an hour which is only in part within it counts whole; by the day before.
 */
export function countWithin(
  { countByHour, countByDay }: Pick<HistoryEntry, "countByHour" | "countByDay">,
  fromSeconds: number,
  toSeconds: number,
): number {
  const hoursByDay = new Map<number, number>();
  let count = 0;
  for (const [hour, occurrences] of countByHour) {
    const day = Math.floor((hour * secondsPerHour) / secondsPerDay);
    hoursByDay.set(day, (hoursByDay.get(day) ?? 0) + occurrences);
  }
  for (const [hour, occurrences] of countByHour) {
    const start = hour * secondsPerHour;
    if (start < toSeconds && start + secondsPerHour > fromSeconds) count += occurrences;
  }
  for (const [day, occurrences] of countByDay) {
    const start = day * secondsPerDay;
    // What of a day its hours do not tell.
    const rest = occurrences - (hoursByDay.get(day) ?? 0);
    if (start < toSeconds && start + secondsPerDay > fromSeconds) count += Math.max(0, rest);
  }
  return count;
}
