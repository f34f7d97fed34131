import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLabelledCases } from "../../../bench/labelled-case.ts";
import {
  buildDenialEventPattern,
  denialDetailTypes,
  maxPatternLength,
} from "../../../shared/cloudtrail/denial-event-pattern.ts";
import { errorCodes } from "../../../shared/cloudtrail/error-codes.ts";
import { compileEventPattern } from "../../../shared/cloudtrail/event-pattern.ts";
import type { CloudTrailRecord } from "../../../shared/cloudtrail/record.ts";
import { isDenialRecord } from "../../../shared/denial/is-denial-record.ts";

const ownRole = "arn:aws:iam::210987654321:role/denywatch-alerter";
const matcherOf = (ownRoleArns: readonly string[]): ((event: unknown) => boolean) => {
  const compiled = compileEventPattern(buildDenialEventPattern({ ownRoleArns }));
  if (compiled.kind === "invalid") throw new Error(compiled.reason);
  return compiled.matches;
};
const matches = matcherOf([]);
const event = (
  detail: unknown,
  detailType: string = denialDetailTypes[0],
  source = "aws.oven",
) => ({
  source,
  "detail-type": detailType,
  detail,
});
const session = (arn: string | undefined) => ({
  errorCode: "AccessDenied",
  userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { arn } } },
});

describe("buildDenialEventPattern()", () => {
  it("stays within EventBridge's limit, with two roles of the longest name excluded", () => {
    const roles = ["a", "b"].map(
      (letter) => `arn:aws-us-gov:iam::210987654321:role/${letter.repeat(64)}`,
    );
    expect(JSON.stringify(buildDenialEventPattern({ ownRoleArns: roles })).length).toBeLessThan(
      maxPatternLength,
    );
  });

  it("refuses to be longer than EventBridge allows", () => {
    const roles = Array.from({ length: 30 }, (_, n) => `arn:aws:iam::210987654321:role/oven-${n}`);
    expect(() => buildDenialEventPattern({ ownRoleArns: roles })).toThrow(/^Cannot build the rule/);
  });

  it.each(denialDetailTypes)("matches a denial of type %s", (detailType) => {
    expect(matches(event({ errorCode: "AccessDenied" }, detailType))).toBe(true);
  });

  it.each([
    ["somebody's own source", event({ errorCode: "AccessDenied" }, denialDetailTypes[0], "my.app")],
    ["another detail-type", event({ errorCode: "AccessDenied" }, "AWS Insight via CloudTrail")],
    ["success", event({ eventName: "PutItem" })],
    [
      "another error",
      event({ errorCode: "NoSuchBucket", errorMessage: "The bucket does not exist" }),
    ],
  ])("does not match %s", (_, other) => {
    expect(matches(other)).toBe(false);
  });

  it.each([[[ownRole]], [["arn:*:iam::*:role/denywatch-*"]]])(
    "excludes its own roles by %j",
    (own) => {
      const matchesOthers = matcherOf(own);
      expect(matchesOthers(event(session(ownRole)))).toBe(false);
      expect(matchesOthers(event(session("arn:aws:iam::210987654321:role/Baker")))).toBe(true);
    },
  );

  it("still matches events that name no session issuer", () => {
    const matchesOthers = matcherOf([ownRole]);
    expect(matchesOthers(event({ errorCode: "AccessDenied" }))).toBe(true);
    expect(
      matchesOthers(event({ errorCode: "AccessDenied", userIdentity: { type: "IAMUser" } })),
    ).toBe(true);
    expect(matchesOthers(event(session(undefined)))).toBe(true);
  });
});

describe("the rule and isDenialRecord()", () => {
  const denied = "User: arn:aws:iam::2:user/ida is not authorized to perform: x:Y";
  const codes = fc.oneof(
    fc.constantFrom(...errorCodes.map(({ code }) => code)),
    fc.constantFrom(...errorCodes.map(({ code }) => code)).map((code) => code.toLowerCase()),
    fc
      .tuple(fc.string(), fc.constantFrom("AccessDenied", "Unauthorized"), fc.string())
      .map((parts) => parts.join("")),
    fc.string(),
  );
  const messages = fc.oneof(
    fc.constantFrom(
      denied,
      "Access Denied",
      "You are not authorized to perform this operation.",
      "Not authorized to perform x:Y",
    ),
    fc.tuple(fc.string(), fc.string()).map(([before, after]) => before + denied + after),
    fc.string(),
  );
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const errors = fc.record({ errorCode: optional(codes), errorMessage: optional(messages) });

  it("agree: whatever is a denial reaches the rule", () => {
    fc.assert(
      fc.property(errors, fc.option(errors), (top, responseElements) => {
        const record = { ...top, responseElements } as CloudTrailRecord;
        fc.pre(isDenialRecord(record));
        expect(matches(event(record))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  const folder = join(import.meta.dirname, "../../../../shared/denials/visible");
  it.skipIf(!existsSync(folder)).each([
    ["events.jsonl", true],
    ["not_denials.jsonl", false],
  ])("agree on the labelled records of %s beside the project", (name, expected) => {
    const cases = readLabelledCases(folder, name) ?? [];
    expect(cases.length).toBeGreaterThan(0);
    const wrong = cases.filter((labelled) => matches(event(labelled.record)) !== expected);
    expect(wrong.map((labelled) => labelled.id)).toEqual([]);
  });
});
