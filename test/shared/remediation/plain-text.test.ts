import fc from "fast-check";
import { expect, test } from "vitest";

import { plainText } from "../../../shared/remediation/plain-text.ts";
import { anyCharacter } from "../../support/any-character.ts";

test.each([
  ["Deploy", 10, "Deploy"],
  ["orchard-artifacts", 8, "orchard…"],
  ["a\nb\tc", 10, "a\u{fffd}b\u{fffd}c"],
  ["a\u{202e}b\u{200b}", 10, "a\u{fffd}b\u{fffd}"],
  ["\u{d83d}", 10, "\u{fffd}"],
  ["ab🌳cd", 4, "ab…"],
  ["ab🌳cd", 6, "ab🌳cd"],
])("plainText(%j, %d) is %j", (text, maxLength, expected) => {
  expect(plainText(text, maxLength)).toBe(expected);
});

test("plainText() gives one bounded line of whole characters, whatever it is given", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter }),
      fc.integer({ min: 1, max: 40 }),
      (text, maxLength) => {
        const plain = plainText(text, maxLength);
        expect(plain.length).toBeLessThanOrEqual(maxLength);
        expect(plain.isWellFormed()).toBe(true);
        expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      },
    ),
  );
});
