import { showInvisible } from "../shared/slack/show-invisible.ts";
import { truncateText } from "../shared/slack/truncate-text.ts";

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  /** How much of the space that is left over this column may take, against the others; 0 keeps it whole. */
  readonly grow: number;
}

const gap = "  ";

/** Rows as lines that fit into `width` characters; text from events cannot move the cursor or colour anything. */
export function formatTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
): readonly string[] {
  const cells = rows.map((row) => columns.map(({ value }) => showInvisible(value(row))));
  const wanted = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  const widths = fit(wanted, columns, width - gap.length * (columns.length - 1));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => truncateText(text, widths[index] ?? 0).padEnd(widths[index] ?? 0))
      .join(gap)
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...cells.map(line)];
}

function fit(
  wanted: readonly number[],
  columns: readonly Column<never>[] | readonly { readonly grow: number }[],
  width: number,
): readonly number[] {
  const fixed = wanted.reduce((sum, want, i) => (columns[i]?.grow === 0 ? sum + want : sum), 0);
  const shares = columns.reduce((sum, { grow }) => sum + grow, 0);
  const free = Math.max(width - fixed, shares * 4);
  return wanted.map((want, index) => {
    const grow = columns[index]?.grow ?? 0;
    return grow === 0 ? want : Math.min(want, Math.floor((free * grow) / shares));
  });
}
