import type { Command } from "commander";
import type { TableOptions } from "../open-table.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch unmute ID`. */
export function defineUnmute(command: Command): void {
  addTableOptions(command)
    .argument("<id>", "the mute's id, as `denywatch mutes` shows it")
    .action(async (id: string, options: TableOptions) => {
      const { unmute } = await import("../commands/mute.ts");
      process.exitCode = await unmute(id, options);
    });
}
