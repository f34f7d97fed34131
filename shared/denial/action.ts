import type { CloudTrailRecord } from "../cloudtrail/record.ts";
import type { DeniedAction } from "./denial.ts";
import { deriveAction, iamPrefixOf } from "./derive-action.ts";

/**
 * The refused action: the message's own text, else IAM's action for the event's source and name. `iamAction` has its
 * service prefix in lower case, and the event's spelling where both are one action (SQS writes `sqs:listqueues`); a
 * message's action without a prefix gets that of the event source, and is null where there is no event. Both are null
 * only where nothing names the action. Never throws.
 */
export function deniedActionOf(
  record: CloudTrailRecord | null,
  messageAction: string | null,
): DeniedAction {
  const derived = record === null ? null : deriveAction(record.eventSource, record.eventName);
  if (messageAction === null || messageAction === "") {
    return { text: derived, iamAction: derived, derived: record !== null };
  }
  const named = nameInIam(record, messageAction);
  const isCalled = derived !== null && named?.toLowerCase() === derived.toLowerCase();
  return { text: messageAction, iamAction: isCalled ? derived : named, derived: false };
}

function nameInIam(record: CloudTrailRecord | null, action: string): string | null {
  const colon = action.indexOf(":");
  if (colon > 0) return action.slice(0, colon).toLowerCase() + action.slice(colon);
  if (record === null) return null;
  return `${iamPrefixOf(record.eventSource)}:${colon === 0 ? action.slice(1) : action}`;
}
