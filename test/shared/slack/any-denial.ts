import fc from "fast-check";
import { clientKinds, identityTypes, severities } from "../../../shared/denial/denial.ts";
import type { Denial } from "../../../shared/denial/denial.ts";
import { denyTypes, policyTypes } from "../../../shared/denial/reason.ts";
import { hostileText } from "./hostile-text.ts";

/** What a record may leave out. */
export const textOrNull = fc.option(hostileText, { nil: null });

/** A denial whose every text is hostile. */
export const anyDenial: fc.Arbitrary<Denial> = fc.record({
  eventId: textOrNull,
  dedupeId: textOrNull,
  occurredAt: fc.oneof(textOrNull, fc.constant("2026-03-04T05:06:07Z")),
  account: textOrNull,
  region: fc.oneof(textOrNull, fc.constant("eu-west-1")),
  eventSource: textOrNull,
  eventName: textOrNull,
  errorCode: textOrNull,
  errorMessage: textOrNull,
  sourceIpAddress: textOrNull,
  userAgent: textOrNull,
  vpcEndpointId: textOrNull,
  readOnly: fc.constant(null),
  reason: fc.record({
    denyType: fc.constantFrom(...denyTypes),
    policyType: fc.constantFrom(...policyTypes),
    via: fc.constant(null),
    policyArn: textOrNull,
    encoded: fc.boolean(),
    encodedMessage: textOrNull,
    authorizationId: textOrNull,
    authorizationUrl: textOrNull,
    notPolicy: fc.constant(null),
  }),
  principal: fc.record({
    type: fc.constantFrom(...identityTypes),
    text: textOrNull,
    key: hostileText,
    sessionName: textOrNull,
    person: textOrNull,
    account: textOrNull,
    name: hostileText,
    automation: textOrNull,
    invokedBy: textOrNull,
    client: fc.constantFrom(...clientKinds),
    credentials: fc.constant(null),
  }),
  action: fc.record({ text: textOrNull, iamAction: textOrNull, derived: fc.boolean() }),
  resource: fc.record({ text: textOrNull, normalised: textOrNull }),
  severity: fc.constantFrom(...severities),
  fingerprint: hostileText,
});
