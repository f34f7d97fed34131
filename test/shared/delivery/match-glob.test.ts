import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesGlob } from "../../../shared/delivery/match-glob.ts";

describe("matchesGlob()", () => {
  it.each([
    ["*", "", true],
    ["a*c", "abbbc", true],
    ["a*c", "abbb", false],
    ["arn:aws:iam::*:role/ci-*", "arn:aws:iam::123456789012:role/ci-deploy", true],
    ["arn:aws:iam::*:role/ci-*", "arn:aws:iam::123456789012:role/web", false],
    ["s?:Put*", "s3:PutObject", true],
    ["s?:Put*", "s:PutObject", false],
    ["a.c", "abc", false],
    ["", "", true],
    ["", "a", false],
  ])("%j on %j is %j", (glob, text, matches) => {
    expect(matchesGlob(glob, text)).toBe(matches);
  });

  it("a text without wildcards fits itself, and any prefix with a star", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (raw, cut) => {
        const text = raw.replaceAll(/[*?]/g, "");
        expect(matchesGlob(text, text)).toBe(true);
        expect(matchesGlob(`${text.slice(0, cut)}*`, text)).toBe(true);
      }),
    );
  });
});
