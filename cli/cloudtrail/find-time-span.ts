import { UsageError } from "../exit-codes.ts";
import { parseDuration } from "../parse-duration.ts";

/** CloudTrail's event history goes back 90 days ("LookupEvents", CloudTrail API Reference). */
export const eventHistoryDays = 90;

export interface TimeSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/**
 * The span of `--since` and `--until`: a time ago (`24h`) or an ISO 8601 time. Throws a `UsageError` where they are no
 * times or in the wrong order.
 */
export function findTimeSpan(
  flags: { readonly since: string; readonly until?: string },
  now: Date,
): TimeSpan {
  const startSeconds = readTime("--since", flags.since, now);
  const endSeconds =
    flags.until === undefined
      ? Math.floor(now.getTime() / 1000)
      : readTime("--until", flags.until, now);
  if (startSeconds >= endSeconds) throw new UsageError("--since must be before --until");
  return { startSeconds, endSeconds };
}

function readTime(flag: string, text: string, now: Date): number {
  if (/^\d{4}-\d\d-\d\d/.test(text)) {
    const time = Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(text) ? text : zoned(text));
    if (!Number.isNaN(time)) return Math.floor(time / 1000);
  } else if (/^\d+[mhdw]$/.test(text)) {
    return Math.floor((now.getTime() - parseDuration(flag, text)) / 1000);
  }
  throw new UsageError(
    `${flag} takes a time ago like 24h or 7d, or a time like 2026-03-04T05:06:07Z, not "${text}"`,
  );
}

/** A time without a zone is UTC, as CloudTrail's are. */
function zoned(text: string): string {
  return text.includes("T") ? `${text}Z` : `${text}T00:00:00Z`;
}
