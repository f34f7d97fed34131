import type { Command } from "commander";
import type { TableOptions } from "../open-table.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch show FINGERPRINT`. */
export function defineShow(command: Command): void {
  addTableOptions(command)
    .argument("<fingerprint>", "the fingerprint, or its first characters")
    .addHelpText("after", "\nExample:\n  $ denywatch show fp1_4f161f48 --local")
    .action(async (fingerprint: string, options: TableOptions) => {
      const { show } = await import("../commands/show.ts");
      process.exitCode = await show(fingerprint, options);
    });
}
