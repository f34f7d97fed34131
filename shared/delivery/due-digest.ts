import type { DigestPeriod } from "./digest.ts";

/** As a week goes. */
export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

/** When a webhook's digests are told; the config's section `digest`, and what a webhook has of its own. */
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
    const today = (day + weekdays.indexOf("thursday")) % 7;
    day -= (today - weekdays.indexOf(weekday) + 7) % 7;
  }
  const days = schedule === "weekly" ? 7 : 1;
  return {
    period: schedule,
    from: new Date((day - days) * millisecondsPerDay),
    to: new Date(day * millisecondsPerDay),
  };
}
