import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { jsonLine } from "../json-line.ts";

/** An entry as `--json` prints it: one object a line. Fields are added, never renamed. */
export function entryJson({ countByHour, countByDay, sample, ...entry }: HistoryEntry): string {
  return jsonLine({
    ...entry,
    firstSeen: isoTime(entry.firstSeenSeconds),
    lastSeen: isoTime(entry.lastSeenSeconds),
    countByHour: Object.fromEntries([...countByHour].map(([h, n]) => [isoTime(h * 3600), n])),
    countByDay: Object.fromEntries(
      [...countByDay].map(([d, n]) => [isoTime(d * 86_400).slice(0, 10), n]),
    ),
    sample,
  });
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
