import type { HistoryEntry } from "../../shared/history/known-denial.ts";

/** The span of a report cut into hours or days, in UTC. */
export interface TimeBuckets {
  readonly unit: "hour" | "day";
  /** Epoch hours or days; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

const unitSeconds = { hour: 3600, day: 86_400 } as const;
const longestByHour = 48 * 3600;

/** Hours for up to two days, else days; the first and the last are whole. */
export function bucketsOf(fromSeconds: number, toSeconds: number): TimeBuckets {
  const unit = toSeconds - fromSeconds <= longestByHour ? "hour" : "day";
  const start = Math.floor(fromSeconds / unitSeconds[unit]);
  return { unit, start, end: Math.max(start + 1, Math.ceil(toSeconds / unitSeconds[unit])) };
}

/** As many buckets, right before. */
export function bucketsBefore({ unit, start, end }: TimeBuckets): TimeBuckets {
  return { unit, start: start - (end - start), end: start };
}

/** Occurrences of an entry in each bucket, oldest first. */
export function countBuckets(
  { countByHour, countByDay }: Pick<HistoryEntry, "countByHour" | "countByDay">,
  { unit, start, end }: TimeBuckets,
): readonly number[] {
  const counts = unit === "hour" ? countByHour : countByDay;
  return Array.from({ length: end - start }, (_, index) => counts.get(start + index) ?? 0);
}

/** The buckets' first moment, and the one after their last, in epoch seconds. */
export function secondsOf({ unit, start, end }: TimeBuckets): {
  readonly from: number;
  readonly to: number;
} {
  return { from: start * unitSeconds[unit], to: end * unitSeconds[unit] };
}

/** Whether a moment, in epoch seconds, is within the buckets. */
export function isInBuckets(seconds: number, { unit, start, end }: TimeBuckets): boolean {
  return seconds >= start * unitSeconds[unit] && seconds < end * unitSeconds[unit];
}

/** The first moments of the buckets, ISO 8601. */
export function bucketTimes({ unit, start, end }: TimeBuckets): readonly string[] {
  return Array.from({ length: end - start }, (_, index) =>
    new Date((start + index) * unitSeconds[unit] * 1000).toISOString(),
  );
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
