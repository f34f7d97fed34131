import type { Command } from "commander";
import type { TableOptions } from "../open-table.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch unmute ID`. */
export function defineUnmute(command: Command): void {
  addTableOptions(command)
    .argument("<id>", "the mute's id, as `denywatch mutes` shows it")
    .addHelpText(
      "after",
      `
From then on what it matched is told again. A mute of the config is taken out of denywatch.config.json.

Examples:
  $ denywatch unmute m-1a2b3c4d
  $ denywatch unmute m-1a2b3c4d --local`,
    )
    .action(async (id: string, options: TableOptions) => {
      const { unmute } = await import("../commands/unmute.ts");
      process.exitCode = await unmute(id, options);
    });
}
