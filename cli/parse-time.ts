import { UsageError } from "./exit-codes.ts";
import { parseDuration } from "./parse-duration.ts";

/** ISO 8601: a date, which means its first moment in UTC, or a time with its zone. */
const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A moment like `24h` or `7d` (so long before `now`), `2026-11-03` or `2026-11-03T10:00Z`. Throws a UsageError on anything else. */
export function parseTime(flag: string, text: string, now: Date): Date {
  if (/^\d+[mhdw]$/.test(text)) return new Date(now.getTime() - parseDuration(flag, text));
  const time = iso.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) {
    throw new UsageError(
      `${flag} "${text}": write it like 24h, 7d, 2026-11-03 or 2026-11-03T10:00Z`,
    );
  }
  return time;
}
