import { findInSource } from "../explain/find-in-source.ts";
import type { Finding } from "../explain/finding.ts";
import type { Source } from "../explain/source.ts";
import { type GroupedRecords, groupRecords, type RecordText } from "./group-records.ts";

export interface ScannedSource extends GroupedRecords {
  readonly records: number;
}

/** The denials of one log file, gzip or not. What is damaged in it is told, and the rest goes on. */
export async function scanSource(source: Source): Promise<ScannedSource> {
  const records: RecordText[] = [];
  const problems: string[] = [];
  let positions = 0;
  for await (const batch of findInSource(source, false)) {
    positions = batch.positions;
    for (const finding of batch.findings) {
      const record = asRecord(finding);
      if (typeof record === "string") problems.push(record);
      else if (record !== null) records.push(record);
    }
  }
  const grouped = groupRecords(records);
  return {
    groups: grouped.groups,
    problems: [...problems, ...grouped.problems],
    records: positions,
  };
}

/** A record's text; what is wrong, for a damaged place; null for what is no record and need not be. */
function asRecord(finding: Finding): RecordText | string | null {
  if (finding.kind === "json") return { place: finding.place, json: finding.text };
  if (finding.kind === "problem") return `${finding.place}: ${finding.reason}`;
  if (finding.kind !== "entry") return null;
  const { place, entry } = finding;
  if (entry.kind === "record") return { place, json: JSON.stringify(entry.record) };
  if (entry.kind === "unreadable") return `${place}: ${entry.reason}`;
  // A bare message has neither an event id nor a time: there is nothing to count it by.
  return entry.kind === "message" ? `${place}: it is a message without its record` : null;
}
