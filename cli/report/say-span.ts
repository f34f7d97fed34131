import type { Report } from "./report.ts";

const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", dateStyle: "long" });
const minute = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  dateStyle: "long",
  timeStyle: "short",
});
const shortDay = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
});
const weekday = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "short",
  day: "numeric",
  month: "short",
});

/** The report's time for its head: "19 November 2026 to 26 November 2026", with the time of day for a short one. */
export function saySpan({ from, to, buckets }: Pick<Report, "from" | "to" | "buckets">): string {
  const format = buckets.unit === "hour" ? minute : day;
  const [first, last] = [format.format(new Date(from)), format.format(new Date(to))];
  return first === last ? first : `${first} to ${last}`;
}

/** A bucket for an axis: "26 Nov", or "14:00". */
export function sayBucket(time: string, unit: "hour" | "day"): string {
  return unit === "hour" ? time.slice(11, 16) : shortDay.format(new Date(time));
}

/** A bucket in words: "Thu, 26 Nov", or "26 Nov, 14:00". */
export function sayBucketInFull(time: string, unit: "hour" | "day"): string {
  const date = new Date(time);
  return unit === "hour" ? `${shortDay.format(date)}, ${time.slice(11, 16)}` : weekday.format(date);
}
