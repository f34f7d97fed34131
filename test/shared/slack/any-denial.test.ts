import fc from "fast-check";
import { expect, test } from "vitest";
import { accessLevels, fixers } from "../../../shared/remediation/advice.ts";
import type { Advice, AdviceLink, Hint } from "../../../shared/remediation/advice.ts";
import type { DenialAlert } from "../../../shared/slack/alert.ts";
import { buildBacklogSummary } from "../../../shared/slack/build-backlog-summary.ts";
import { buildDenialMessage } from "../../../shared/slack/build-denial-message.ts";
import { anyDenial, textOrNull } from "./any-denial.ts";
import { expectHarmless } from "./expect-harmless.ts";
import { hostileText } from "./hostile-text.ts";

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
