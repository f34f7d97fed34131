import { defaultCountSettings } from "../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../shared/history/history.client.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { formatCsvRow } from "../format-csv.ts";
import { type Column, formatTable } from "../format-table.ts";
import { findEntries, mostLookedAt } from "../history/find-entries.ts";
import { hasLostCounts } from "../history/has-lost-counts.ts";
import type { AccountNames } from "../../shared/config/account-names.ts";
import { readAccountNames, sayAccount } from "../history/read-account-names.ts";
import { type Rank, rankBy, rankings } from "../history/rank-by.ts";
import { type FilterOptions, readFilter } from "../history/read-filter.ts";
import { jsonLine } from "../json-line.ts";
import { openTable, type TableOptions } from "../open-table.ts";
import { parseLimit } from "../parse-limit.ts";
import { parseList } from "../parse-list.ts";
import { readTerminal } from "../terminal.ts";

export interface TopOptions extends TableOptions, FilterOptions {
  readonly limit?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** `denywatch top BY`: the loudest principals, actions, policy types, accounts, services or resources of a time. */
export async function top(by: string, options: TopOptions): Promise<number> {
  const now = new Date();
  const { width, colour } = readTerminal(process);
  if (options.json === true && options.csv === true) {
    throw new UsageError("--json and --csv exclude each other: give one of them");
  }
  const [ranking = "principal"] = parseList("top", by, rankings);
  const limit = parseLimit(options.limit ?? "10");
  const filter = readFilter({ since: "7d", ...options }, now);
  const table = await openTable(options);
  try {
    const client = createHistoryClient(table.dynamoDb, table.tableName, defaultCountSettings);
    const [{ entries, isComplete }, accountNames] = await Promise.all([
      findEntries(client, filter),
      ranking === "account" ? readAccountNames(table, now) : {},
    ]);
    const ranks = rankBy(ranking, entries, filter, now).slice(0, limit);
    const columns = columnsOf(ranking.toUpperCase().replace("-", " "), accountNames);
    if (options.json === true) {
      for (const rank of ranks) console.log(jsonLine({ by: ranking, ...rank }));
    } else if (options.csv === true) {
      process.stdout.write(formatCsvRow(columns.map(({ title }) => title)));
      for (const rank of ranks) {
        process.stdout.write(formatCsvRow(columns.map(({ value }) => value(rank))));
      }
    } else if (ranks.length === 0) console.log("No denials that match.");
    else for (const line of formatTable(ranks, columns, width, colour)) console.log(line);
    const from = Math.floor((filter.sinceSeconds ?? 0) / 86_400) * 86_400;
    const to = filter.untilSeconds ?? now.getTime() / 1000;
    const lost = entries.filter((entry) => hasLostCounts(entry, "day", from, to)).length;
    if (lost > 0) {
      console.error(
        `At least so many: the time reaches back further than the days that are counted, for ${lost} of ${entries.length} denials.`,
      );
    }
    if (!isComplete) {
      console.error(`Only the ${mostLookedAt} last seen of each kind were looked at.`);
    }
    return exitCodes.done;
  } finally {
    await table.close();
  }
}

function columnsOf(title: string, accountNames: AccountNames): readonly Column<Rank>[] {
  return [
    { title: "CALLS", value: ({ occurrences }) => String(occurrences), grow: 0, align: "right" },
    { title: "PROBLEMS", value: ({ problems }) => String(problems), grow: 0, align: "right" },
    {
      title: "LAST SEEN (UTC)",
      value: ({ lastSeen }) => lastSeen.slice(0, 16).replace("T", " "),
      grow: 0,
    },
    { title, value: ({ name }) => sayAccount(name, accountNames), grow: 1, cut: "middle" },
  ];
}
