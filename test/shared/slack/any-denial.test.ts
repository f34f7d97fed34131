import fc from "fast-check";
import { expect, test } from "vitest";
import { identityTypes, clientKinds, severities } from "../../../shared/denial/denial.ts";
import type { Denial } from "../../../shared/denial/denial.ts";
import { denyTypes, policyTypes } from "../../../shared/denial/reason.ts";
import { accessLevels, fixers } from "../../../shared/remediation/advice.ts";
import type { Advice, AdviceLink, Hint } from "../../../shared/remediation/advice.ts";
import type { DenialAlert } from "../../../shared/slack/alert.ts";
import { asPlainText } from "../../../shared/slack/as-plain-text.ts";
import { buildBacklogSummary } from "../../../shared/slack/build-backlog-summary.ts";
import { buildDenialMessage } from "../../../shared/slack/build-denial-message.ts";
import type { SlackMessage } from "../../../shared/slack/message.ts";
import { isLinkable } from "../../../shared/slack/mrkdwn-link.ts";
import { validateSlackMessage } from "../../../shared/slack/validate-message.ts";
import { hostileText } from "./hostile-text.ts";

const textOrNull = fc.option(hostileText, { nil: null });

const anyDenial: fc.Arbitrary<Denial> = fc.record({
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

const anyLink: fc.Arbitrary<AdviceLink> = fc.record({
  label: hostileText,
  url: fc.oneof(
    hostileText,
    hostileText.map((path) => `https://docs.aws.amazon.com/${path}`),
  ),
  note: textOrNull,
});

const anyHint: fc.Arbitrary<Hint> = fc.record({
  id: fc.constant("any"),
  text: hostileText,
  fixers: fc.subarray([...fixers]),
  steps: fc.array(hostileText, { maxLength: 4 }),
  command: textOrNull,
  policy: fc.option(
    fc.record({
      Version: fc.constant("2012-10-17" as const),
      Statement: fc.array(
        fc.record({
          Effect: fc.constant("Allow" as const),
          Action: hostileText,
          Resource: hostileText,
        }),
        { maxLength: 2 },
      ),
    }),
    { nil: null },
  ),
  warning: textOrNull,
  links: fc.array(anyLink, { maxLength: 4 }),
});

const anyAdvice: fc.Arbitrary<Advice> = fc.record({
  title: hostileText,
  accessLevel: fc.option(fc.constantFrom(...accessLevels), { nil: null }),
  hints: fc.array(anyHint, { maxLength: 5 }),
});

const anyAlert: fc.Arbitrary<DenialAlert> = fc
  .record({
    denial: anyDenial,
    advice: anyAdvice,
    count: fc.nat(),
    firstSeenAt: textOrNull,
    accountName: textOrNull,
  })
  .chain((facts) =>
    fc.oneof(
      fc.constant({ ...facts, kind: "new-denial" as const }),
      fc.constant({ ...facts, kind: "again" as const, quietDays: 8 }),
      fc.constant({ ...facts, kind: "grown" as const, toldCount: null }),
    ),
  );

function expectHarmless(message: SlackMessage): void {
  for (const form of [message, asPlainText(message)]) {
    expect(validateSlackMessage(form)).toEqual([]);
    const json = JSON.stringify(form);
    expect(json).not.toMatch(/<[!@#]/);
    expect(json).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B-\u200F]/);
    for (const [, url = ""] of json.matchAll(/<(https:[^|>]*)\|/g)) {
      expect(isLinkable(url.replaceAll("&amp;", "&"))).toBe(true);
    }
    const texts = json.replace(/<https:[^>]*>/g, "").replace(/```[^`]*```|`[^`]*`/g, "");
    if (form.blocks.length === 0) expect(texts).not.toMatch(/:\/\/|:[a-z_+-][a-z0-9_+-]*:|@here/);
  }
}

test("any denial makes a valid message in which nothing of the event lives", () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      expectHarmless(buildDenialMessage(alert));
    }),
    { numRuns: 300 },
  );
});

test("any backlog makes a valid summary in which nothing of the events lives", () => {
  fc.assert(
    fc.property(fc.array(anyAlert, { minLength: 1, maxLength: 12 }), (alerts) => {
      const { message, named } = buildBacklogSummary(alerts);
      expectHarmless(message);
      expect(named).toHaveLength(alerts.length);
    }),
    { numRuns: 60 },
  );
});
