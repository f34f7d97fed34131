import type { Command } from "commander";
import type { TableOptions } from "../open-table.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch mutes`. */
export function defineMutes(command: Command): void {
  addTableOptions(command)
    .option("--json", "one JSON object a line")
    .action(async (options: TableOptions & { readonly json?: boolean }) => {
      const { mutes } = await import("../commands/mute.ts");
      process.exitCode = await mutes(options);
    });
}
