import type { Command } from "commander";
import type { ReplayOptions } from "../commands/replay.ts";

/** `denywatch replay [paths...]`. */
export function defineReplay(command: Command): void {
  command
    .argument("[paths...]", "files, folders or globs; standard input where there are none")
    .option("--config <file>", "the denywatch.config.json to try (default: the defaults)")
    .option("--show", "print whole messages, as Slack shows them")
    .option("--json", "one JSON object a message, and a summary last, one line each")
    .option("--function <name>", "give the events to this deployed function instead")
    .option("--yes", "with --function: do not ask")
    .option("--profile <name>", "with --function: profile of your AWS configuration")
    .option("--region <region>", "with --function: its Region")
    .addHelpText(
      "after",
      `
Reads what explain reads and handles it as the deployed alerter would have, with an empty history: each event at its
own time, so that quiet days, bursts and budgets are as they would have been. It posts nowhere and keeps nothing.
It is for alerts: a digest is shown only where it falls due while something else is still to be told.

With --function a deployed alerter handles the events instead, oldest first, one at a time: it counts and tells them for
real, in its own table and Slack, so that it asks first, unless --yes is given. An event that it has counted before is
not counted again. Needs lambda:InvokeFunction on the function (the stack's output FunctionName).

Examples:
  $ denywatch replay logs/
  $ denywatch replay --config denywatch.config.json --show logs/
  $ denywatch replay --function Denywatch-AlertOnDenial --yes event.json`,
    )
    .action(async (paths: string[], options: ReplayOptions) => {
      const { replay } = await import("../commands/replay.ts");
      process.exitCode = await replay(paths, options);
    });
}
