import type { DigestPeriod } from "./digest.ts";

const weekdays = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;

/** When digests are told; the config's section `digest`. */
export interface DigestSchedule {
  readonly schedule: DigestPeriod | "off";
  readonly hourUtc: number;
  /** For a weekly one. */
  readonly weekday: (typeof weekdays)[number];
}

/** Whole UTC days; `to` is exclusive. */
export interface DigestSpan {
  readonly period: DigestPeriod;
  readonly from: Date;
  readonly to: Date;
}

const millisecondsPerDay = 86_400_000;

/** The latest digest whose hour has come: of the day before, or of the seven days before; null where digests are off. */
export function dueDigest(
  { schedule, hourUtc, weekday }: DigestSchedule,
  now: Date,
): DigestSpan | null {
  if (schedule === "off") return null;
  const hour = hourUtc * 3_600_000;
  let day = Math.floor((now.getTime() - hour) / millisecondsPerDay);
  if (schedule === "weekly") {
    // Epoch day 0 was a Thursday.
    const since = (((day + 4 - weekdays.indexOf(weekday)) % 7) + 7) % 7;
    day -= since;
  }
  const days = schedule === "weekly" ? 7 : 1;
  return {
    period: schedule,
    from: new Date((day - days) * millisecondsPerDay),
    to: new Date(day * millisecondsPerDay),
  };
}
