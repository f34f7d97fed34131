import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coversMute } from "../../../shared/delivery/covers-mute.ts";
import { matchesGlob } from "../../../shared/delivery/match-glob.ts";
import type { Mute } from "../../../shared/delivery/mute.ts";

const mute = (conditions: Partial<Mute>): Mute => ({ id: "m", reason: "known", ...conditions });

describe("coversMute()", () => {
  it.each<[string, Partial<Mute>, Partial<Mute>, boolean]>([
    ["the same", { service: "s3" }, { service: "S3" }, true],
    ["a narrower glob", { principal: "*:role/ci-*" }, { principal: "arn:*:role/ci-build*" }, true],
    ["a wider glob", { principal: "*:role/ci-?" }, { principal: "*:role/ci-*" }, false],
    ["a further condition", { action: "s3:*" }, { action: "s3:Get*", region: "eu-west-1" }, true],
    ["a condition less", { action: "s3:*", region: "eu-west-1" }, { action: "s3:Get*" }, false],
    ["another value", { denyType: "explicit" }, { denyType: "implicit" }, false],
    ["a part of a block", { sourceIp: "10.0.0.0/8" }, { sourceIp: "10.1.0.0/16" }, true],
    ["one that lasts longer", { service: "s3", until: "2026-04-01" }, { service: "s3" }, false],
    [
      "one that ends before",
      { service: "s3", until: "2026-04-01" },
      { service: "s3", until: "2026-03-31" },
      true,
    ],
  ])("%s", (_name, first, later, expected) => {
    expect(coversMute(mute(first), mute(later))).toBe(expected);
  });

  it("says so only where each text that fits the later glob fits the first", () => {
    const glob = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 });
    fc.assert(
      fc.property(glob, glob, text, (outer, inner, some) => {
        fc.pre(matchesGlob(inner, some));
        const isCovered = coversMute(mute({ resource: outer }), mute({ resource: inner }));
        if (isCovered) expect(matchesGlob(outer, some)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
