import { groupOccurrences, isRecorded, type Occurrences } from "../../shared/history/occurrence.ts";
import { readRecord } from "../../shared/cloudtrail/read-record.ts";
import type { CloudTrailRecord } from "../../shared/cloudtrail/record.ts";
import { explainRecord } from "../../shared/denial/explain-record.ts";
import { isDenialRecord } from "../../shared/denial/is-denial-record.ts";
import { maskDenial } from "../../shared/redaction/mask-denial.ts";
import { mayBeDenial } from "../explain/may-be-denial.ts";
import type { RecordText } from "../explain/record-of-finding.ts";

export interface GroupedRecords {
  readonly groups: readonly Occurrences[];
  readonly problems: readonly string[];
}

const mostWhole = 10;

/** The denials among records, by fingerprint; what cannot be read is told. */
export function groupRecords(records: readonly RecordText[]): GroupedRecords {
  const problems: string[] = [];
  const denials = records.flatMap(({ place, json }) => {
    if (!mayBeDenial(json)) return [];
    const found = readDenial(json);
    if (typeof found === "string") problems.push(`${place}: ${found}`);
    return found === null || typeof found === "string" ? [] : [found];
  });
  // Groups go from a worker to the command: a few whole denials of each are enough for samples.
  const groups = groupOccurrences(denials).map((group) => ({
    ...group,
    denials: group.denials.slice(-mostWhole),
  }));
  return { groups, problems };
}

function readDenial(json: string) {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return "it is no valid JSON";
  }
  if (typeof value !== "object" || value === null) return "it is no record";
  // Judged before it is read: most records are no denials.
  if (!isDenialRecord(value as CloudTrailRecord)) return null;
  const reading = readRecord(value);
  if (reading.kind === "malformed") return reading.problem;
  const denial = maskDenial(explainRecord(reading.record));
  return isRecorded(denial) ? denial : null;
}
