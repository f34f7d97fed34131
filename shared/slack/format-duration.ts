import { formatCount } from "./format-count.ts";

/** A time span in words, in its largest unit that is more than one: "40 seconds", "90 minutes", "3 days". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return formatCount(whole, "second");
  if (whole < 2 * 3600) return formatCount(Math.round(whole / 60), "minute");
  if (whole < 2 * 86_400) return formatCount(Math.round(whole / 3600), "hour");
  return formatCount(Math.round(whole / 86_400), "day");
}
