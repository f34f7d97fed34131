import type { KnownDenial } from "../history/known-denial.ts";

const secondsPerDay = 86_400;

/**
 * From when a told denial that is not seen again has stopped, epoch seconds: after the quiet time. One that was told
 * late, after an outage, is news to its readers for a day at least. Null for what nobody was told of.
 */
export function stoppedAt(
  {
    status,
    toldAtSeconds,
    lastSeenSeconds,
  }: Pick<KnownDenial, "status" | "toldAtSeconds" | "lastSeenSeconds">,
  quietDays: number,
): number | null {
  if (toldAtSeconds === null || (status !== "told" && status !== "resolved")) return null;
  return Math.max(lastSeenSeconds + quietDays * secondsPerDay, toldAtSeconds + secondsPerDay);
}
