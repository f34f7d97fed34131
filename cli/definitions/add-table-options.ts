import type { Command } from "commander";
import { addAwsOptions } from "./add-aws-options.ts";

/** Which history a command looks at: the deployed one, found through the stack, or the local alerter's. */
export function addTableOptions(command: Command): Command {
  return addAwsOptions(command)
    .option("--table <name>", "the table; without it DENYWATCH_TABLE_NAME, else the stack's output")
    .option("--stack <name>", "the deployed stack (default: Denywatch)")
    .option("--local [folder]", "the local alerter's data instead (default folder: .denywatch)");
}
