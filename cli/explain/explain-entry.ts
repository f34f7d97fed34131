import type { CloudTrailRecord } from "../../shared/cloudtrail/record.ts";
import type { Denial } from "../../shared/denial/denial.ts";
import { explainMessage } from "../../shared/denial/explain-message.ts";
import { explainRecord } from "../../shared/denial/explain-record.ts";
import { isDenialRecord } from "../../shared/denial/is-denial-record.ts";
import type { Advice } from "../../shared/remediation/advice.ts";
import { advise } from "../../shared/remediation/advise.ts";
import { completeRecord, type RequiredField } from "./complete-record.ts";
import type { Entry, JsonObject } from "./entry.ts";

export type Explanation =
  | { readonly kind: "denial"; readonly denial: Denial; readonly advice: Advice }
  | { readonly kind: "other" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** One entry of the input, explained: a record by its code and message, a bare message always. */
export function explainEntry(entry: Entry): Explanation {
  switch (entry.kind) {
    case "record":
      return explainJsonRecord(entry.record);
    case "message":
      return withAdvice(explainMessage(entry.message, entry.errorCode));
    case "other":
    case "unreadable":
      return entry;
  }
}

function explainJsonRecord(value: JsonObject): Explanation {
  // Judged before it is checked, since most records are no denials: reads only the error, whatever type it has.
  if (!isDenialRecord(value as CloudTrailRecord)) return { kind: "other" };
  const completed = completeRecord(value);
  if (completed === null) return { kind: "unreadable", reason: "it is no CloudTrail record" };
  const { record, absent } = completed;
  return withAdvice(withoutPlaceholders(explainRecord(record), absent));
}

function withAdvice(denial: Denial): Explanation {
  return { kind: "denial", denial, advice: advise(denial) };
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
