import { expect, test } from "vitest";
import { createEventRule } from "../../local/event-rule.ts";

test("createEventRule() asks the compiled pattern", () => {
  const rule = createEventRule({ source: ["x"] }, (pattern) => ({
    kind: "compiled",
    matches: (event) => event === pattern,
  }));
  const pattern = { source: ["x"] };
  expect(rule(pattern)).toBe(false);
  expect(
    createEventRule(pattern, (given) => ({ kind: "compiled", matches: (e) => e === given }))(
      pattern,
    ),
  ).toBe(true);
});

test("createEventRule() throws for a pattern that EventBridge would refuse", () => {
  expect(() => createEventRule({}, () => ({ kind: "invalid", reason: "it is empty" }))).toThrow(
    "Cannot use the event pattern: it is empty",
  );
});
