import fc from "fast-check";
import { expect, test } from "vitest";

import { matchesWildcard } from "../../../shared/iam/matches-wildcard.ts";

test.each([
  ["*", "", true],
  ["*", "anything", true],
  ["?", "", false],
  ["?*", "a", true],
  ["a*c", "abbc", true],
  ["a*c", "abcd", false],
  ["a*b*c", "aXbYbZc", true],
  ["role/*/x?", "role/a/b/x1", true],
  ["bucket/*", "bucket", false],
  ["Get", "get", false],
  ["", "", true],
  ["", "a", false],
])("matchesWildcard(%j, %j) is %s", (pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});

test("matchesWildcard() agrees with the same pattern as a regular expression", () => {
  const letters = fc.constantFrom("a", "b", "*", "?");
  const pattern = fc.array(letters, { maxLength: 8 }).map((parts) => parts.join(""));
  const text = fc.stringMatching(/^[ab]{0,10}$/);
  fc.assert(
    fc.property(pattern, text, (wanted, given) => {
      const source = wanted.replaceAll("*", ".*").replaceAll("?", ".");
      expect(matchesWildcard(wanted, given)).toBe(new RegExp(`^${source}$`).test(given));
    }),
    { numRuns: 500 },
  );
});
