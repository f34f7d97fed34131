import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import type { Advice } from "../../shared/remediation/advice.ts";
import { jsonLine } from "../json-line.ts";

/** An entry as `--json` prints it: one object a line, with its hints where there are any. Fields are added, never renamed. */
export function entryJson(
  { countByHour, countByDay, sample, ...entry }: HistoryEntry,
  advice?: Advice,
): string {
  return jsonLine({
    ...entry,
    firstSeen: isoTime(entry.firstSeenSeconds),
    lastSeen: isoTime(entry.lastSeenSeconds),
    countByHour: Object.fromEntries([...countByHour].map(([h, n]) => [isoTime(h * 3600), n])),
    countByDay: Object.fromEntries(
      [...countByDay].map(([d, n]) => [isoTime(d * 86_400).slice(0, 10), n]),
    ),
    sample,
    ...(advice !== undefined && { title: advice.title, remediation: advice.hints }),
  });
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
