import type { Command } from "commander";
import type { TopOptions } from "../commands/top.ts";
import { addFilterOptions } from "./add-filter-options.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch top BY`. */
export function defineTop(command: Command): void {
  addFilterOptions(
    command.argument("<by>", "principal, action, policy-type, account, service or resource"),
    "7d",
  )
    .option("--limit <n>", "at most so many", "10")
    .option("--json", "one JSON object a line")
    .option("--csv", "comma-separated values with a head (RFC 4180)");
  addTableOptions(command)
    .addHelpText(
      "after",
      `
Muted and benign denials count, too; --status told,pending leaves them out.

Examples:
  $ denywatch top principal
  $ denywatch top policy-type --since 30d
  $ denywatch top action --account 123456789012 --severity critical,warning`,
    )
    .action(async (by: string, options: TopOptions) => {
      const { top } = await import("../commands/top.ts");
      process.exitCode = await top(by, options);
    });
}
