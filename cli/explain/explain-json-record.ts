import type { CloudTrailRecord } from "../../shared/cloudtrail/record.ts";
import type { Denial } from "../../shared/denial/denial.ts";
import { explainRecord } from "../../shared/denial/explain-record.ts";
import { isDenialRecord } from "../../shared/denial/is-denial-record.ts";
import { completeRecord, type RequiredField } from "./complete-record.ts";
import type { JsonObject } from "./entry.ts";

export type RecordExplanation =
  | { readonly kind: "denial"; readonly denial: Denial }
  | { readonly kind: "other" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** A record as it was saved, judged by its code and message and explained; fields that it lacks are null. */
export function explainJsonRecord(value: JsonObject): RecordExplanation {
  // Judged before it is checked, since most records are no denials: reads only the error, whatever type it has.
  if (!isDenialRecord(value as CloudTrailRecord)) return { kind: "other" };
  const completed = completeRecord(value);
  if (completed === null) return { kind: "unreadable", reason: "it is no CloudTrail record" };
  const { record, absent } = completed;
  return { kind: "denial", denial: withoutPlaceholders(explainRecord(record), absent) };
}

/** What the record did not have is null again. */
function withoutPlaceholders(denial: Denial, absent: readonly RequiredField[]): Denial {
  if (absent.length === 0) return denial;
  const has = (field: RequiredField): boolean => !absent.includes(field);
  return {
    ...denial,
    eventId: has("eventID") ? denial.eventId : null,
    dedupeId: denial.dedupeId === "" ? null : denial.dedupeId,
    occurredAt: has("eventTime") ? denial.occurredAt : null,
    eventSource: has("eventSource") ? denial.eventSource : null,
    eventName: has("eventName") ? denial.eventName : null,
    action:
      denial.action.derived && !(has("eventSource") && has("eventName"))
        ? { text: null, iamAction: null, derived: false }
        : denial.action,
  };
}
