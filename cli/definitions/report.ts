import type { Command } from "commander";
import type { ReportOptions } from "../commands/report.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch report`. */
export function defineReport(command: Command): void {
  addTableOptions(command)
    .option("--since <time>", "its start: 24h, 7d, 2026-11-03, 2026-11-03T10:00Z", "7d")
    .option("--until <time>", "its end; now unless given")
    .option("--account <id>", "only this account, 12 digits")
    .option("--output <file>", "where to write it; - for standard output", "denywatch-report.html")
    .option("--force", "replace the file")
    .addHelpText(
      "after",
      `
One HTML file that needs nothing else: what is new, what goes on, what stopped, by day, by policy type, by principal
and action, each denial with its hint. It holds what your events hold: share it as you would share them.

Examples:
  $ denywatch report --since 7d
  $ denywatch report --since 2026-11-01 --until 2026-12-01 --output november.html
  $ denywatch report --local --since 24h --output - > today.html`,
    )
    .action(async (options: ReportOptions) => {
      const { report } = await import("../commands/report.ts");
      process.exitCode = await report(options);
    });
}
