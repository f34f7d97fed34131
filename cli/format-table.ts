import { styleText } from "node:util";
import { displayWidth } from "../local/display-width.ts";
import { showInvisible } from "../shared/slack/show-invisible.ts";
import { truncateEnd, truncateMiddle } from "./truncate-middle.ts";

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  /** How much of the space that is left over this column may take, against the others; 0 keeps it whole. */
  readonly grow: number;
  /** Numbers are read from the right. */
  readonly align?: "right";
  /** What is left out where it does not fit; the end unless said. */
  readonly cut?: "middle";
  readonly style?: (row: Row) => Parameters<typeof styleText>[0];
}

const gap = "  ";
const narrowest = 6;

/** Rows as lines that fit into `width` characters; text from events cannot move the cursor or colour anything. */
export function formatTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
  colour = false,
): readonly string[] {
  const cells = rows.map((row) => columns.map(({ value }) => showInvisible(value(row))));
  const wanted = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((line) => displayWidth(line[index] ?? ""))),
  );
  const widths = fit(wanted, columns, width - gap.length * (columns.length - 1));
  const line = (texts: readonly string[], row: Row | null): string =>
    columns
      .map((column, index) => {
        const cell = pad(texts[index] ?? "", widths[index] ?? 0, column);
        const style = row === null ? "bold" : column.style?.(row);
        return colour && style !== undefined
          ? styleText(style, cell, { validateStream: false })
          : cell;
      })
      .join(gap)
      .trimEnd();
  const titles = columns.map(({ title }) => title);
  return [line(titles, null), ...cells.map((texts, index) => line(texts, rows[index] ?? null))];
}

function pad<Row>(text: string, width: number, { align, cut }: Column<Row>): string {
  const shown = cut === "middle" ? truncateMiddle(text, width) : truncateEnd(text, width);
  const space = " ".repeat(Math.max(0, width - displayWidth(shown)));
  return align === "right" ? space + shown : shown + space;
}

/** What fits gets what it wants; the rest share what is left, by their `grow`. */
function fit(
  wanted: readonly number[],
  columns: readonly { readonly grow: number }[],
  width: number,
): readonly number[] {
  const widths = [...wanted];
  let open = columns.flatMap(({ grow }, index) => (grow > 0 ? [index] : []));
  for (;;) {
    const taken = widths.reduce((sum, want, index) => (open.includes(index) ? sum : sum + want), 0);
    const shares = open.reduce((sum, index) => sum + (columns[index]?.grow ?? 0), 0);
    const shareOf = (index: number): number =>
      Math.max(narrowest, Math.floor(((width - taken) * (columns[index]?.grow ?? 0)) / shares));
    const content = open.filter((index) => (wanted[index] ?? 0) <= shareOf(index));
    if (content.length > 0 && width !== Infinity) {
      open = open.filter((index) => !content.includes(index));
      continue;
    }
    for (const index of open) {
      widths[index] = Math.min(wanted[index] ?? 0, width === Infinity ? Infinity : shareOf(index));
    }
    return widths;
  }
}
