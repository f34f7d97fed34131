import { readRecord } from "../../shared/cloudtrail/read-record.ts";
import type { CloudTrailRecord } from "../../shared/cloudtrail/record.ts";
import type { JsonObject } from "./entry.ts";

const requiredFields = ["eventID", "eventTime", "eventSource", "eventName"] as const;
export type RequiredField = (typeof requiredFields)[number];

/** Passes for a field that is there, and says nothing; taken out again before anything is shown. */
const placeholders: Readonly<Record<RequiredField, string>> = {
  eventID: "absent",
  eventTime: "1970-01-01T00:00:00Z",
  eventSource: "absent",
  eventName: "absent",
};

export interface CompletedRecord {
  readonly record: CloudTrailRecord;
  /** The required fields that it does not have; in `record` they are empty, the time the epoch's. */
  readonly absent: readonly RequiredField[];
}

/**
 * A record as somebody saved it, required fields missing or not; null where even its shape is no record's. A deployed
 * alerter is stricter: it sees only what CloudTrail sent.
 */
export function completeRecord(value: JsonObject): CompletedRecord | null {
  const whole = readRecord(value);
  if (whole.kind === "record") return { record: whole.record, absent: [] };
  const wrong = requiredFields.filter((field) => field !== "eventTime" && !isText(value[field]));
  return fillIn(value, wrong) ?? fillIn(value, [...wrong, "eventTime"]);
}

function fillIn(value: JsonObject, absent: readonly RequiredField[]): CompletedRecord | null {
  const filling = absent.map((field) => [field, placeholders[field]] as const);
  const filled = readRecord({ ...value, ...Object.fromEntries(filling) });
  if (filled.kind === "malformed") return null;
  const { record } = filled;
  const kept = (field: RequiredField): string => (absent.includes(field) ? "" : record[field]);
  return {
    record: {
      ...record,
      eventID: kept("eventID"),
      eventSource: kept("eventSource"),
      eventName: kept("eventName"),
    },
    absent,
  };
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
