import fc from "fast-check";
import { expect, test } from "vitest";
import type { BurstDenial } from "../../../shared/slack/alert.ts";
import { buildBurstClosed } from "../../../shared/slack/build-burst-closed.ts";
import { buildBurstMessage } from "../../../shared/slack/build-burst-message.ts";
import { buildBurstSummary } from "../../../shared/slack/build-burst-summary.ts";
import { anyDenial, textOrNull } from "./any-denial.ts";
import { expectHarmless } from "./expect-harmless.ts";
import { hostileText } from "./hostile-text.ts";

const anyTime = fc.oneof(hostileText, fc.constant("2026-03-04T05:06:07Z"));
const anyBurstDenial: fc.Arbitrary<BurstDenial> = fc.record({ denial: anyDenial, count: fc.nat() });
const facts = {
  principal: anyDenial.map(({ principal }) => principal),
  account: textOrNull,
  accountName: textOrNull,
  since: anyTime,
  total: fc.nat(),
};
const reconnaissance = fc.option(
  fc.record({
    services: fc.nat(),
    readShare: fc.double({ min: 0, max: 1, noNaN: true }),
    callsEach: fc.double({ min: 0, max: 1e6, noNaN: true }),
  }),
  { nil: null },
);

test("any burst makes a valid message in which nothing of the events lives", () => {
  const burst = fc.record({
    ...facts,
    kind: fc.constant("burst" as const),
    denials: fc.array(anyBurstDenial, { minLength: 1, maxLength: 12 }),
    reconnaissance,
  });
  fc.assert(
    fc.property(burst, (alert) => {
      expectHarmless(buildBurstMessage(alert));
    }),
    { numRuns: 80 },
  );
});

test("any summary of a burst is valid, harmless, and names what it says that it names", () => {
  const summary = fc.record({
    ...facts,
    kind: fc.constant("burst-summary" as const),
    others: fc.nat(500),
    isFirst: fc.boolean(),
    denials: fc.array(anyBurstDenial, { maxLength: 12 }),
    reconnaissance,
    nextSummaryAt: fc.option(anyTime, { nil: null }),
  });
  fc.assert(
    fc.property(summary, (alert) => {
      const { message, named } = buildBurstSummary(alert);
      expectHarmless(message);
      expect(new Set(named)).toEqual(new Set(alert.denials));
    }),
    { numRuns: 80 },
  );
});

test("any end of a burst is valid and harmless", () => {
  const closed = fc.record({
    ...facts,
    kind: fc.constant("burst-closed" as const),
    until: anyTime,
    services: fc.array(fc.record({ service: hostileText, fingerprints: fc.nat() }), {
      maxLength: 12,
    }),
  });
  fc.assert(
    fc.property(closed, (alert) => {
      expectHarmless(buildBurstClosed(alert));
    }),
    { numRuns: 80 },
  );
});
