import type { Command } from "commander";
import type { WatchOptions } from "../commands/watch.ts";

/** `denywatch watch`. */
export function defineWatch(command: Command): void {
  command
    .option("--regions <list>", "eu-west-1,us-east-1, or all (default: the Region in use)")
    .option("--profile <name>", "profile of your AWS configuration")
    .option("--data <folder>", "where the alerter keeps its data", ".denywatch")
    .option("--port <n>", "port of the page with the messages; 0 takes a free one", "4747")
    .option("--every <seconds>", "how often CloudTrail is asked", "60")
    .addHelpText(
      "after",
      `
Nothing is deployed: it needs cloudtrail:LookupEvents and no trail. SLACK_WEBHOOK_URL in the environment sends the
messages to Slack; without it they are on a page of this machine.

Example:
  $ denywatch watch --regions eu-west-1,us-east-1`,
    )
    .action(async (options: WatchOptions) => {
      const { watch } = await import("../commands/watch.ts");
      process.exitCode = await watch(options);
    });
}
