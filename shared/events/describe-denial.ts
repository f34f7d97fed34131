import type { Denial } from "../denial/denial.ts";
import { boundText } from "./bound-text.ts";
import type { OutgoingEvent } from "./event-schema.ts";

type DenialDetail = Extract<
  OutgoingEvent,
  { detailType: "Denial Alert Raised" }
>["detail"]["denial"];

const encodedPart = /(Encoded authorization failure message:).*/s;

/** A denial as subscribers see it: bounded, secrets masked, without what only its own request can use. */
export function describeDenial(denial: Denial): DenialDetail {
  const { reason, principal, action, resource } = denial;
  return {
    fingerprint: denial.fingerprint,
    eventId: safe(denial.eventId),
    occurredAt: denial.occurredAt,
    account: safe(denial.account),
    region: safe(denial.region),
    severity: denial.severity,
    denyType: reason.denyType,
    policyType: reason.policyType,
    via: reason.via,
    policyArn: safe(reason.policyArn),
    notPolicy: reason.notPolicy,
    principal: {
      type: principal.type,
      key: safe(principal.key),
      name: safe(principal.name),
      sessionName: safe(principal.sessionName),
      person: safe(principal.person),
      account: safe(principal.account),
      automation: safe(principal.automation),
      invokedBy: safe(principal.invokedBy),
      client: principal.client,
    },
    action: safe(action.iamAction ?? action.text),
    resource: safe(resource.text),
    eventSource: safe(denial.eventSource),
    eventName: safe(denial.eventName),
    errorCode: safe(denial.errorCode),
    errorMessage: safe(denial.errorMessage?.replace(encodedPart, "$1 ...") ?? null),
    sourceIpAddress: safe(denial.sourceIpAddress),
    userAgent: safe(denial.userAgent),
  };
}

function safe(text: string): string;
function safe(text: string | null): string | null;
function safe(text: string | null): string | null {
  return text === null ? null : boundText(text);
}
