import type { Command } from "commander";
import type { HistoryOptions } from "../commands/history.ts";
import { addFilterOptions } from "./add-filter-options.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch history`. */
export function defineHistory(command: Command): void {
  addFilterOptions(command)
    .option("--sort <order>", "last-seen, first-seen or count", "last-seen")
    .option("--limit <n>", "at most so many", "50")
    .option("--next <place>", "the page after, as the page before printed it")
    .option("--columns <names>", "columns and presets: narrow, medium, normal, wide, athena")
    .option("--json", "one JSON object a line")
    .option("--csv", "comma-separated values with a head (RFC 4180)");
  addTableOptions(command)
    .addHelpText(
      "after",
      `
Filters are anded; a glob has * and ?. Without --columns, what the terminal has room for is shown; where the output is
no terminal, nothing is cut. The preset athena has the columns of AWS's article: Time, Identity ARN, Event ID,
Service, Action, Error, Message.

Examples:
  $ denywatch history --since 24h --severity critical
  $ denywatch history --principal '*:role/Deploy' --policy-type service-control,permissions-boundary
  $ denywatch history --sort count --limit 10 --columns last-seen,count,trend,who,action
  $ denywatch history --since 30d --columns athena --csv --limit 1000 > denials.csv
  $ denywatch history --local --json | jq -r .fingerprint`,
    )
    .action(async (options: HistoryOptions) => {
      const { history } = await import("../commands/history.ts");
      process.exitCode = await history(options);
    });
}
