import { showInvisible } from "../shared/slack/show-invisible.ts";

/** What spreadsheets take for a formula at a cell's start ("CSV Injection", OWASP), full-width forms included. */
const formulaStart = /^\s*[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/;

/**
 * A row as RFC 4180 has it, with its line end. Text that a spreadsheet would run as a formula gets an apostrophe in
 * front; numbers are left as they are.
 */
export function formatCsvRow(cells: readonly (string | number)[]): string {
  return `${cells.map(formatCell).join(",")}\r\n`;
}

function formatCell(cell: string | number): string {
  if (typeof cell === "number") return String(cell);
  const shown = showInvisible(cell);
  const text = formulaStart.test(cell) ? `'${shown}` : shown;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
