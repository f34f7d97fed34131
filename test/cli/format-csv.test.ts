import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCsvRow } from "../../cli/format-csv.ts";
import { anyCharacter } from "../support/any-character.ts";

describe("formatCsvRow()", () => {
  it.each<[string, readonly (string | number)[], string]>([
    ["plain", ["a", 1], "a,1\r\n"],
    ["a comma", ["a,b"], '"a,b"\r\n'],
    ["quotes", ['say "x"'], '"say ""x"""\r\n'],
    ["a formula", ["=HYPERLINK(1)"], "'=HYPERLINK(1)\r\n"],
    ["a command", ["@SUM(1)", "+1", "-1"], "'@SUM(1),'+1,'-1\r\n"],
    ["a formula behind a space", [" =1"], "' =1\r\n"],
    ["a full-width formula", ["\uFF1D1"], "'\uFF1D1\r\n"],
    ["a negative number", [-1], "-1\r\n"],
    ["a line break", ["a\nb"], "a b\r\n"],
    ["an escape sequence", ["\u001b[31m"], "[U+001B][31m\r\n"],
  ])("%s", (_title, cells, expected) => {
    expect(formatCsvRow(cells)).toBe(expected);
  });

  it("no text starts a formula, and each row is one line", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const row = formatCsvRow([text]);
        expect(row).not.toMatch(/^"?\s*[=+\-@]/);
        expect(row.slice(0, -2)).not.toMatch(/[\r\n]/);
      }),
    );
  });
});
