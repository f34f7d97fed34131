import { denialTextOf } from "../cloudtrail/denial-text.ts";
import type { CloudTrailRecord } from "../cloudtrail/record.ts";
import { deniedActionOf } from "./action.ts";
import type { Denial } from "./denial.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { parseDenialMessage } from "./parse-message.ts";
import { principalOf } from "./principal.ts";
import { deniedResourceOf } from "./resource.ts";
import { severityOf } from "./severity.ts";
import { toUtcSeconds } from "./utc-seconds.ts";

/** Explains one record: who was denied what on which resource, and why. Never throws; what is not told is null. */
export function explainRecord(record: CloudTrailRecord): Denial {
  const { errorCode, message } = denialTextOf(record);
  const told = parseDenialMessage(message ?? "");
  const principal = principalOf(record, told.principal);
  const action = deniedActionOf(record, told.action);
  const resource = deniedResourceOf(record, told.resource, action);
  // CloudTrail leaves some fields empty: "" says no more than absence.
  const account = record.recipientAccountId || principal.account;
  const userAgent = record.userAgent ?? null;
  const readOnly = record.readOnly ?? null;
  const { reason } = told;
  return {
    eventId: record.eventID,
    dedupeId: record.sharedEventID || record.eventID,
    occurredAt: toUtcSeconds(record.eventTime),
    account,
    region: record.awsRegion || null,
    eventSource: record.eventSource,
    eventName: record.eventName,
    errorCode,
    errorMessage: message,
    sourceIpAddress: record.sourceIPAddress || null,
    userAgent,
    vpcEndpointId: record.vpcEndpointId || null,
    readOnly,
    reason,
    principal,
    action,
    resource,
    severity: severityOf({ principal, action, reason, readOnly, userAgent }),
    fingerprint: fingerprintOf({ account, principal, action, resource, reason }),
  };
}
