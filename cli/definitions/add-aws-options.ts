import type { Command } from "commander";

/** Which account and Region a command speaks to. */
export function addAwsOptions(command: Command): Command {
  return command
    .option("--profile <name>", "profile of your AWS configuration")
    .option("--region <region>", "Region that Denywatch is deployed in");
}
