import type { Command } from "commander";

/** `--table` and `--local`: which history a command looks at. */
export function addTableOptions(command: Command): Command {
  return command
    .option("--table <name>", "the deployed table; DENYWATCH_TABLE_NAME otherwise")
    .option("--local [folder]", "the local alerter's data, .denywatch unless given");
}
