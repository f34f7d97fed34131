import type { Denial } from "../../shared/denial/denial.ts";
import type { Advice } from "../../shared/remediation/advice.ts";

/**
 * A denial as `denywatch explain --json` prints it, without `input`: the documented fields first and in their order,
 * additions behind. Fields are added, never renamed.
 */
export function denialJson(denial: Denial, advice: Advice): Readonly<Record<string, unknown>> {
  const { reason, principal, action, resource } = denial;
  return {
    denied: true,
    denyType: reason.denyType,
    policyType: reason.policyType,
    via: reason.via,
    policyArn: reason.policyArn,
    encoded: reason.encoded,
    authorizationId: reason.authorizationId,
    notPolicy: reason.notPolicy,
    principal: wordsOf(denial, principal.text),
    principalKey: principal.key === "unknown" ? null : principal.key,
    sessionName: principal.sessionName,
    action: action.text ?? action.iamAction,
    resource: resource.text,
    fingerprint: denial.fingerprint,
    severity: denial.severity,
    title: advice.title,
    remediation: advice.hints.map(({ id, text, policy, ...more }) => ({
      id,
      text,
      policy,
      ...more,
    })),
    eventId: denial.eventId,
    time: denial.occurredAt,
    account: denial.account,
    region: denial.region,
    iamAction: action.iamAction,
    accessLevel: advice.accessLevel,
    normalisedResource: resource.normalised,
    errorCode: denial.errorCode,
    errorMessage: denial.errorMessage,
    authorizationUrl: reason.authorizationUrl,
    encodedMessage: reason.encodedMessage,
    principalType: principal.type,
    principalArn: principal.text,
    person: principal.person,
    automation: principal.automation,
    invokedBy: principal.invokedBy,
    client: principal.client,
    credentials: principal.credentials,
    eventSource: denial.eventSource,
    eventName: denial.eventName,
    readOnly: denial.readOnly,
    sourceIpAddress: denial.sourceIpAddress,
    userAgent: denial.userAgent,
    vpcEndpointId: denial.vpcEndpointId,
  };
}

/** The contract's `principal` is the message's own words: what only the record tells is `principalArn`. */
function wordsOf({ errorMessage }: Denial, text: string | null): string | null {
  return text !== null && errorMessage?.includes(text) === true ? text : null;
}
