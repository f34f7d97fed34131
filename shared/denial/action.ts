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
  if (messageAction !== null && messageAction !== "") {
    return { text: messageAction, iamAction: nameInIam(record, messageAction), derived: false };
  }
  const action = actionOfEvent(record);
  return { text: action, iamAction: action, derived: record !== null };
}

function nameInIam(record: CloudTrailRecord | null, action: string): string | null {
  const colon = action.indexOf(":");
  if (colon > 0) {
    const named = action.slice(0, colon).toLowerCase() + action.slice(colon);
    return isLowerCased(action, colon + 1) ? spelledByEvent(record, named) : named;
  }
  if (record === null) return null;
  const name = colon === 0 ? action.slice(1) : action;
  return `${ownerOf(name) ?? iamPrefixOf(record.eventSource)}:${name}`;
}

/** The service of the actions that other services' messages name without it ("to perform AssumeRole on role ..."). */
function ownerOf(name: string): string | null {
  if (name === "PassRole" || name === "CreateServiceLinkedRole") return "iam";
  return name.startsWith("AssumeRole") ? "sts" : null;
}

/** IAM's own names begin with a capital, so that others need a second look. */
function isLowerCased(action: string, at: number): boolean {
  const code = action.charCodeAt(at);
  return code >= 0x61 && code <= 0x7a;
}

function spelledByEvent(record: CloudTrailRecord | null, named: string): string {
  const derived = actionOfEvent(record);
  return derived?.toLowerCase() === named.toLowerCase() ? derived : named;
}

function actionOfEvent(record: CloudTrailRecord | null): string | null {
  return record === null ? null : deriveAction(record.eventSource, record.eventName);
}
