import { formatCount } from "./format-count.ts";

/** "8 quiet days", or "a quiet time" where nobody knows how many. */
export function sayQuietDays(quietDays: number | null): string {
  return quietDays === null ? "a quiet time" : formatCount(quietDays, "quiet day");
}
