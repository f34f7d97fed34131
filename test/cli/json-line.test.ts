import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonLine } from "../../cli/json-line.ts";

test("jsonLine() parses to the same, and has nothing that a terminal hides or acts on", () => {
  const hostile = fc.string({
    unit: fc.constantFrom(
      "a",
      "\\",
      '"',
      "\u202e",
      "\u200b",
      "\u009b",
      "\u2028",
      "\u{e0041}",
      "\ud800",
    ),
  });
  fc.assert(
    fc.property(hostile, (text) => {
      const line = jsonLine({ text });
      expect(JSON.parse(line)).toEqual({ text });
      expect(line).toMatch(/^[ -~]*$/);
    }),
  );
});
