import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../shared/history/history.client.ts";
import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { formatCsvRow } from "../format-csv.ts";
import { type Column, formatTable } from "../format-table.ts";
import { chooseColumns } from "../history/choose-columns.ts";
import { entryJson } from "../history/entry-json.ts";
import { findEntries, mostLookedAt } from "../history/find-entries.ts";
import { type EntryPage, pageEntries, sortOrders } from "../history/page-entries.ts";
import { readAccountNames } from "../history/read-account-names.ts";
import { type FilterOptions, readFilter } from "../history/read-filter.ts";
import { openTable, type TableOptions } from "../open-table.ts";
import { parseLimit } from "../parse-limit.ts";
import { parseList } from "../parse-list.ts";
import { readTerminal, type Terminal } from "../terminal.ts";

export interface HistoryOptions extends TableOptions, FilterOptions {
  readonly sort?: string;
  readonly limit?: string;
  readonly next?: string;
  readonly columns?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** `denywatch history`: the denials that the filters leave, a page of them. */
export async function history(options: HistoryOptions): Promise<number> {
  const now = new Date();
  const terminal = readTerminal(process);
  if (options.json === true && options.csv === true) {
    throw new UsageError("--json and --csv exclude each other: give one of them");
  }
  const filter = readFilter(options, now);
  const limit = parseLimit(options.limit ?? "50");
  const [order = "last-seen"] = parseList("--sort", options.sort ?? "last-seen", sortOrders);
  const width = options.csv === true ? Infinity : terminal.width;
  // A wrong name is said before anything is asked.
  chooseColumns(options.columns, width, now);
  const table = await openTable(options);
  try {
    const client = createHistoryClient(table.dynamoDb, table.tableName, defaultCountSettings);
    const [{ entries, isComplete }, accountNames] = await Promise.all([
      findEntries(client, filter),
      readAccountNames(table, now),
    ]);
    const columns = chooseColumns(options.columns, width, now, accountNames);
    const page = pageEntries(entries, order, limit, options.next ?? null);
    if (options.json === true) for (const entry of page.entries) console.log(entryJson(entry));
    else if (options.csv === true) printCsv(page.entries, columns);
    else print(page, entries.length, columns, terminal);
    if (page.next !== null) console.error(`More: --next ${page.next}`);
    if (!isComplete) {
      console.error(
        `Only the ${mostLookedAt} last seen of each kind were looked at: narrow it with --since, --account or --action.`,
      );
    }
    return exitCodes.done;
  } finally {
    await table.close();
  }
}

function print(
  { entries }: EntryPage,
  total: number,
  columns: readonly Column<HistoryEntry>[],
  { width, colour }: Terminal,
): void {
  if (entries.length === 0) {
    console.log(total === 0 ? "No denials that match." : "No more.");
    return;
  }
  for (const line of formatTable(entries, columns, width, colour)) console.log(line);
}

function printCsv(
  entries: readonly HistoryEntry[],
  columns: readonly Column<HistoryEntry>[],
): void {
  process.stdout.write(formatCsvRow(columns.map(({ title }) => title)));
  for (const entry of entries) {
    process.stdout.write(formatCsvRow(columns.map(({ value }) => value(entry))));
  }
}
