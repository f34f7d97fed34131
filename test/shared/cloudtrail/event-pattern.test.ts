import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileEventPattern } from "../../../shared/cloudtrail/event-pattern.ts";

type Verdict = "match" | "no-match" | "invalid-pattern";

const verdictOf = (pattern: unknown, event: unknown): Verdict => {
  const compiled = compileEventPattern(pattern);
  if (compiled.kind === "invalid") return "invalid-pattern";
  return compiled.matches(event) ? "match" : "no-match";
};

describe("compileEventPattern()", () => {
  it.each<[unknown, unknown, Verdict]>([
    [{ a: { b: ["x"] }, c: ["y"] }, { a: { b: "x" }, c: "y" }, "match"],
    [{ a: { b: ["x"] }, c: ["y"] }, { a: { b: "x" } }, "no-match"],
    [{ a: [{ wildcard: "*b*d" }] }, { a: "abcd" }, "match"],
    [{ a: [{ wildcard: "*b*d" }] }, { a: "abde" }, "no-match"],
    [{ a: [{ wildcard: "ab*ba" }] }, { a: "aba" }, "no-match"],
    [{ a: [{ wildcard: "a\\\\b" }] }, { a: "a\\b" }, "match"],
    [{ a: [{ "anything-but": { wildcard: ["x*", "y*"] } }] }, { a: "yes" }, "no-match"],
    [{ a: [{ "anything-but": { wildcard: [1] } }] }, { a: "yes" }, "invalid-pattern"],
    [{ a: [{ "anything-but": ["x"] }, { exists: false }] }, { a: "x" }, "no-match"],
    [{ a: [{ "anything-but": ["x"] }, { exists: false }] }, {}, "match"],
    [{ a: [{ numeric: [">", 0, "<", 5] }] }, { a: 5 }, "no-match"],
    [{ a: [{ numeric: ["<", 5, ">", 0] }] }, { a: 3 }, "invalid-pattern"],
    [{ a: [{ numeric: [">", 6e9] }] }, { a: 7e9 }, "invalid-pattern"],
    [{ a: [{ numeric: ["toString", 1] }] }, { a: 1 }, "invalid-pattern"],
    [{ a: [{ cidr: "10.0.0.0/33" }] }, { a: "10.0.0.1" }, "invalid-pattern"],
    [{ a: [{ cidr: "10.0.0.0" }] }, { a: "10.0.0.1" }, "invalid-pattern"],
    [{ a: [{ exists: "yes" }] }, { a: 1 }, "invalid-pattern"],
    [{ a: [{ prefix: ["x"] }] }, { a: "x" }, "invalid-pattern"],
    [{ a: [{ wildcard: { "equals-ignore-case": "x" } }] }, { a: "x" }, "invalid-pattern"],
    [null, {}, "invalid-pattern"],
    [["x"], {}, "invalid-pattern"],
    ["x", {}, "invalid-pattern"],
    [{ a: ["x"] }, null, "no-match"],
    [{ a: ["x"] }, "x", "no-match"],
    [{ a: { b: [1], c: [2] } }, { a: [[{ b: 1 }, { b: 2, c: 2 }], { b: 1, c: 2 }] }, "match"],
    [{ a: { b: [1] }, c: { d: [2] } }, { a: [{ b: 1 }], c: [{ d: 3 }, { d: 2 }] }, "match"],
    [{ a: ["x"], $or: [{ a: ["y"] }, { b: ["z"] }] }, { a: "x", b: "z" }, "invalid-pattern"],
  ])("gives %j on %j the verdict %s", (pattern, event, verdict) => {
    expect(verdictOf(pattern, event)).toBe(verdict);
  });

  it("says where a pattern is wrong", () => {
    expect(compileEventPattern({ detail: { errorCode: [{ regex: "x" }] } })).toEqual({
      kind: "invalid",
      reason: 'Cannot read "detail.errorCode": it has no valid operator "regex"',
    });
  });

  it("refuses alternatives that multiply beyond EventBridge's limit", () => {
    const or = (name: string) => ({
      $or: Array.from({ length: 11 }, (_, n) => ({ [`${name}${n}`]: ["x"] })),
    });
    expect(verdictOf({ a: or("a"), b: or("b"), c: or("c") }, {})).toBe("invalid-pattern");
  });

  it("reads an event nested as deep as anybody sends", () => {
    let event: unknown = "x";
    for (let depth = 0; depth < 1000; depth++) event = [event];
    expect(verdictOf({ a: ["x"] }, { a: event })).toBe("match");
  });
});

const verdicts = join(import.meta.dirname, "../../../../shared/eventbridge/pattern-verdicts.jsonl");
const where = existsSync(verdicts) ? "" : " (skipped: the verdicts are not beside the project)";

describe.skipIf(!existsSync(verdicts))(
  `compileEventPattern() against EventBridge's engine${where}`,
  () => {
    it("gives its verdict on every pair", () => {
      const lines = readFileSync(verdicts, "utf8").trim().split("\n");
      const pairs = lines.map(
        (line) => JSON.parse(line) as Record<"pattern" | "event" | "verdict", unknown>,
      );
      expect(pairs.length).toBeGreaterThan(50);
      const wrong = pairs.filter(
        ({ pattern, event, verdict }) => verdictOf(pattern, event) !== verdict,
      );
      expect(wrong).toEqual([]);
    });
  },
);
