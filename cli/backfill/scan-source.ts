import { findInSource } from "../explain/find-in-source.ts";
import { recordOfFinding, type RecordText } from "../explain/record-of-finding.ts";
import type { Source } from "../explain/source.ts";
import { type GroupedRecords, groupRecords } from "./group-records.ts";

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
      const record = recordOfFinding(finding);
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
