import type { BurstDenial } from "../alert.ts";
import { formatDuration } from "../format-duration.ts";

/** "in 4 minutes": from a burst's beginning to its newest denial; "within a minute" where it was less or is not known. */
export function burstSpan(since: string, times: readonly (string | null)[]): string {
  const known = [since, ...times]
    .map((time) => Date.parse(time ?? ""))
    .filter((time) => !Number.isNaN(time));
  const seconds = known.length === 0 ? 0 : (Math.max(...known) - Math.min(...known)) / 1000;
  return seconds <= 60 ? "within a minute" : `in ${formatDuration(seconds)}`;
}

/** When each of them happened. */
export function timesOf(denials: readonly BurstDenial[]): readonly (string | null)[] {
  return denials.map(({ denial }) => denial.occurredAt);
}
