import { type CloudTrailRecord, cloudTrailRecordSchema } from "../../shared/cloudtrail/record.ts";
import type { JsonObject } from "./entry.ts";

const requiredFields = ["eventID", "eventTime", "eventSource", "eventName"] as const;
export type RequiredField = (typeof requiredFields)[number];

/** Passes the schema and says nothing; taken out again before anything is shown. */
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
  const whole = cloudTrailRecordSchema.safeParse(value);
  if (whole.success) return { record: whole.data, absent: [] };
  const wrong = new Set(whole.error.issues.map(({ path }) => path[0]));
  const absent = requiredFields.filter((field) => wrong.has(field));
  const filled = cloudTrailRecordSchema.safeParse({
    ...value,
    ...Object.fromEntries(absent.map((field) => [field, placeholders[field]])),
  });
  if (!filled.success) return null;
  const { eventID, eventSource, eventName } = filled.data;
  return {
    record: {
      ...filled.data,
      eventID: absent.includes("eventID") ? "" : eventID,
      eventSource: absent.includes("eventSource") ? "" : eventSource,
      eventName: absent.includes("eventName") ? "" : eventName,
    },
    absent,
  };
}
