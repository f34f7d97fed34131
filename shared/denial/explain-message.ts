import { deniedActionOf } from "./action.ts";
import type { Denial } from "./denial.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { parseDenialMessage } from "./parse-message.ts";
import { principalOf } from "./principal.ts";
import { deniedResourceOf } from "./resource.ts";
import { severityOf } from "./severity.ts";

/** Explains a bare message, as from a terminal or a log: whatever only a record tells is null. Never throws. */
export function explainMessage(message: string, errorCode: string | null): Denial {
  const { reason, ...told } = parseDenialMessage(message);
  const principal = principalOf(null, told.principal);
  const action = deniedActionOf(null, told.action);
  const resource = deniedResourceOf(null, told.resource, action);
  const { account } = principal;
  return {
    eventId: null,
    dedupeId: null,
    occurredAt: null,
    account,
    region: null,
    eventSource: null,
    eventName: null,
    errorCode,
    errorMessage: message,
    sourceIpAddress: null,
    userAgent: null,
    vpcEndpointId: null,
    readOnly: null,
    reason,
    principal,
    action,
    resource,
    severity: severityOf({ principal, action, reason, readOnly: null, userAgent: null }),
    fingerprint: fingerprintOf({ account, principal, action, resource, reason }),
  };
}
