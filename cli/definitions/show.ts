import type { Command } from "commander";
import type { ShowOptions } from "../commands/show.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch show FINGERPRINT`. */
export function defineShow(command: Command): void {
  addTableOptions(command)
    .argument("<fingerprint>", "the fingerprint, or its first characters")
    .option("--json", "one JSON object, with the hints")
    .addHelpText(
      "after",
      `
The first characters are looked for among the 1,000 last seen denials of each status; a whole fingerprint is found
always. Single calls: the first three and the newest seven.

Examples:
  $ denywatch show fp1_4f161f48
  $ denywatch show fp1_4f161f48 --local
  $ denywatch show fp1_4f161f48 --json | jq '.samples[].eventId'`,
    )
    .action(async (fingerprint: string, options: ShowOptions) => {
      const { show } = await import("../commands/show.ts");
      process.exitCode = await show(fingerprint, options);
    });
}
