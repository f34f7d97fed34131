import type { KnownDenial } from "../history/known-denial.ts";

const secondsPerDay = 86_400;
/** The days of a trend, if its period is no longer. */
export const trendDays = 14;

/** Whole UTC days, as epoch days; `end` is exclusive. */
export interface DayRange {
  readonly start: number;
  readonly end: number;
}

/** The days of a period. Counts are kept by UTC day: a period within a day is that whole day. */
export function daysOf(from: Date, to: Date): DayRange {
  const start = Math.floor(from.getTime() / 1000 / secondsPerDay);
  return { start, end: Math.max(start + 1, Math.ceil(to.getTime() / 1000 / secondsPerDay)) };
}

/** As many days, right before. */
export function daysBefore({ start, end }: DayRange): DayRange {
  return { start: start - (end - start), end: start };
}

/** The days of a trend that ends with these. */
export function trendRange({ start, end }: DayRange): DayRange {
  return { start: Math.min(start, end - trendDays), end };
}

/** Whether a time, in epoch seconds, is within the days. */
export function isWithin(seconds: number, { start, end }: DayRange): boolean {
  return seconds >= start * secondsPerDay && seconds < end * secondsPerDay;
}

/** Whether a time, in epoch seconds, is before the days. */
export function isBefore(seconds: number, { start }: DayRange): boolean {
  return seconds < start * secondsPerDay;
}

/** Occurrences on each of the days, oldest first, of all of the denials. */
export function countDays(
  entries: readonly Pick<KnownDenial, "countByDay">[],
  { start, end }: DayRange,
): readonly number[] {
  return Array.from({ length: end - start }, (_, index) =>
    entries.reduce((sum, { countByDay }) => sum + (countByDay.get(start + index) ?? 0), 0),
  );
}

/** Occurrences within the days. */
export function countWithin(entry: Pick<KnownDenial, "countByDay">, days: DayRange): number {
  return countDays([entry], days).reduce((sum, count) => sum + count, 0);
}
