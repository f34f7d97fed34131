import type { Command } from "commander";
import type { HistoryOptions } from "../commands/history.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch history`. */
export function defineHistory(command: Command): void {
  addTableOptions(command)
    .option("--status <status>", "pending, told, muted, benign or resolved")
    .option("--limit <n>", "at most so many", "50")
    .option("--json", "one JSON object a line")
    .addHelpText("after", "\nExample:\n  $ denywatch history --local --status muted")
    .action(async (options: HistoryOptions) => {
      const { history } = await import("../commands/history.ts");
      process.exitCode = await history(options);
    });
}
