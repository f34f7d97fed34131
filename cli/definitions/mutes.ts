import type { Command } from "commander";
import type { MutesOptions } from "../commands/mutes.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch mutes`. */
export function defineMutes(command: Command): void {
  addTableOptions(command)
    .option("--json", "one JSON object a line")
    .option("--csv", "comma-separated values with a head (RFC 4180)")
    .addHelpText(
      "after",
      `
A mute's use is that of the denials which it was the last to hide. Stale: it hid nothing for 30 days.

Examples:
  $ denywatch mutes
  $ denywatch mutes --json | jq -r 'select(.isStale) | .id'
  $ denywatch mutes --local --csv > mutes.csv`,
    )
    .action(async (options: MutesOptions) => {
      const { mutes } = await import("../commands/mutes.ts");
      process.exitCode = await mutes(options);
    });
}
