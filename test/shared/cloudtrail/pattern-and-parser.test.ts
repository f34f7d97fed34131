import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateRecord } from "../../../bench/generate-record.ts";
import { createRandom } from "../../../bench/random.ts";
import { buildDenialEventPattern } from "../../../shared/cloudtrail/denial-event-pattern.ts";
import { denialTextOf } from "../../../shared/cloudtrail/denial-text.ts";
import { classifyErrorCode } from "../../../shared/cloudtrail/error-codes.ts";
import { compileEventPattern } from "../../../shared/cloudtrail/event-pattern.ts";
import { parseCloudTrailEvent } from "../../../shared/cloudtrail/event.ts";
import { findFalseSender } from "../../../shared/cloudtrail/find-false-sender.ts";
import { isDenialRecord } from "../../../shared/denial/is-denial-record.ts";
import { buildSampleEvents } from "../../../local/sample-denials.ts";
import { buildEvent, buildRecord } from "../../support/events.ts";
import { generateEvent } from "../../support/generate-event.ts";

const compiled = compileEventPattern(buildDenialEventPattern());
if (compiled.kind === "invalid") throw new Error(compiled.reason);
const { matches } = compiled;

/**
 * Why the rule may let through what the function then drops: an event pattern can only say what a field is, not what two
 * fields are together, nor what must not be beside it. Each costs one short invocation, and is counted (EventsIgnored).
 */
const leaks = {
  "a code that holds a stem and is no denial, by the table": "UnauthorizedClientException",
  "a message that quotes a denial under a code that is none": "ExpiredToken, quoting one",
  "a denial's code over a look-alike's message": "an expired token told as UnauthorizedException",
  "a phrase of a denial in what is no sentence of one": 'somebody\'s text, "not authorized to"',
  "another error first, and a denial in the response": "the record's own error is what counts",
  "a record that is another account's than its sender": "EventsRefused counts it, and alarms",
} as const;
type Leak = keyof typeof leaks;
type Verdict = "denial" | "no-denial" | "missed" | Leak | "unexplained leak";

/** What the rule and then the function make of an event. */
function judge(event: unknown): Verdict {
  const parsed = parseCloudTrailEvent(event);
  const passes = matches(event);
  if (parsed.kind === "malformed") return passes ? "unexplained leak" : "no-denial";
  const isFalse = findFalseSender(parsed.sender, parsed.record) !== null;
  const isDenial = isDenialRecord(parsed.record);
  if (isDenial && !isFalse) return passes ? "denial" : "missed";
  if (!passes) return "no-denial";
  if (isFalse) return "a record that is another account's than its sender";
  const { errorCode, message } = denialTextOf(parsed.record);
  const inFirstPlace = matches({
    ...(event as object),
    detail: { errorCode, errorMessage: message },
  });
  if (!inFirstPlace) return "another error first, and a denial in the response";
  const verdict = errorCode === null ? "ask-message" : classifyErrorCode(errorCode);
  if (verdict === "denial") return "a denial's code over a look-alike's message";
  if (verdict === "ask-message") return "a phrase of a denial in what is no sentence of one";
  return matches({ ...(event as object), detail: { errorCode } })
    ? "a code that holds a stem and is no denial, by the table"
    : "a message that quotes a denial under a code that is none";
}

function tally(events: readonly unknown[]): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const event of events) {
    const verdict = judge(event);
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return counts;
}

const folder = join(import.meta.dirname, "../../cases/messages");
const messages = readdirSync(folder).flatMap((name) =>
  (JSON.parse(readFileSync(join(folder, name), "utf8")) as { readonly message: string }[]).map(
    ({ message }) => message,
  ),
) as [string, ...string[]];

describe("the rule and the parser", () => {
  it("agree on every message of test/cases under a denial's code, at either place", () => {
    const errors = messages.map((errorMessage) => ({ errorCode: "AccessDenied", errorMessage }));
    const inResponse = errors.map((responseElements) => ({
      ...{ errorCode: undefined, errorMessage: undefined, responseElements },
    }));
    const events = [...errors, ...inResponse].map((error) => buildEvent(buildRecord(error)));
    const { denial = 0, missed, ...others } = tally(events);
    expect(denial).toBeGreaterThan(500);
    expect(missed).toBeUndefined();
    // Rows about what is said under a denial's code and is none.
    expect(Object.keys(others)).toEqual(
      Object.keys(others).filter((key) => key === "a denial's code over a look-alike's message"),
    );
  });

  it("agree on them under a code of another error: what the function would tell, it gets", () => {
    const events = messages.map((errorMessage) =>
      buildEvent(buildRecord({ errorCode: "ValidationException", errorMessage })),
    );
    const { denial = 0, missed, "unexplained leak": unexplained } = tally(events);
    expect(denial).toBeGreaterThan(100);
    expect({ missed, unexplained }).toEqual({});
  });

  it("agree on every sample of the demo", () => {
    const random = createRandom(7);
    for (const sample of buildSampleEvents(new Date("2026-03-04T05:06:07Z"), random.uuid)) {
      const event = {
        ...buildEvent(sample.record),
        source: sample.source,
        "detail-type": sample.detailType,
      };
      const expected = sample.kind === "no-denial" ? "no-denial" : "denial";
      expect(judge(event), sample.title).toBe(expected);
    }
  });

  it("agree on what an account's day looks like: nothing that is no denial passes", () => {
    const random = createRandom(20_260_304);
    const records = Array.from({ length: 2000 }, (_, n) => generateRecord(random, n % 20 === 0));
    expect(tally(records.map((record) => buildEvent(record)))).toEqual({
      denial: 100,
      "no-denial": 1900,
    });
  });

  it("agree on 8,000 events of any kind: no denial is missed, and each leak is of a known class", () => {
    const random = createRandom(1_848);
    const events = Array.from({ length: 8000 }, () => generateEvent(random, messages));
    const counts = tally(events);
    const { denial = 0, missed, "unexplained leak": unexplained, ...others } = counts;
    expect({ missed, unexplained }).toEqual({});
    expect(denial).toBeGreaterThan(2000);
    expect(others["no-denial"]).toBeGreaterThan(1000);
    // Every class is met, or it would be a reason without a case; and even of such events few leak.
    for (const leak of Object.keys(leaks) as Leak[]) {
      expect(others[leak] ?? 0, leak).toBeGreaterThan(0);
      expect(others[leak], leak).toBeLessThan(8000 * 0.05);
    }
  });
});
