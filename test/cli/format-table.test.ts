import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Column, formatTable } from "../../cli/format-table.ts";
import { displayWidth } from "../../local/display-width.ts";

const columns: readonly Column<readonly string[]>[] = [
  { title: "N", value: ([n = ""]) => n, grow: 0, align: "right" },
  { title: "WHO", value: ([, who = ""]) => who, grow: 1 },
  { title: "ARN", value: ([, , arn = ""]) => arn, grow: 2, cut: "middle", style: () => "red" },
];

describe("formatTable()", () => {
  it("gives each column what it needs, and cuts what does not fit", () => {
    const rows = [["10", "kim", "arn:aws:iam::210987654321:role/platform/Deploy"]];
    expect(formatTable(rows, columns, Infinity)).toEqual([
      " N  WHO  ARN",
      "10  kim  arn:aws:iam::210987654321:role/platform/Deploy",
    ]);
    expect(formatTable(rows, columns, 32)[1]).toBe("10  kim  arn:aws:iam…form/Deploy");
  });

  it("colours only where it is asked", () => {
    const rows = [["1", "kim", "x"]];
    expect(formatTable(rows, columns, 80, true)[1]).toContain("\u001b[31mx");
    expect(formatTable(rows, columns, 80).join("")).not.toContain("\u001b");
  });

  it("fits the width and stays one line a row, whatever the text", () => {
    const cell = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(cell, cell, fc.integer({ min: 40, max: 200 }), (who, arn, width) => {
        const lines = formatTable([["1", who, arn]], columns, width, true);
        expect(lines).toHaveLength(2);
        for (const line of lines) {
          const shown = stripVTControlCharacters(line);
          expect(shown).not.toMatch(/\p{Cc}/u);
          expect(displayWidth(shown)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});
