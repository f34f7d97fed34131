import type { HistoryEntry } from "../../shared/history/known-denial.ts";

/** An entry as `--json` prints it: one object a line. Fields are added, never renamed. */
export function entryJson({ countByHour, countByDay, sample, ...entry }: HistoryEntry): string {
  return JSON.stringify({
    ...entry,
    firstSeen: isoTime(entry.firstSeenSeconds),
    lastSeen: isoTime(entry.lastSeenSeconds),
    countByHour: Object.fromEntries([...countByHour].map(([h, n]) => [isoTime(h * 3600), n])),
    countByDay: Object.fromEntries(
      [...countByDay].map(([d, n]) => [isoTime(d * 86_400).slice(0, 10), n]),
    ),
    sample,
  }).replace(unsafeInTerminal, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** What a terminal may act on or hide, and JSON leaves as it is; escaped, it parses to the same. */
const unsafeInTerminal = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
