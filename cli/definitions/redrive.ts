import type { Command } from "commander";

/** `denywatch redrive`. */
export function defineRedrive(command: Command): void {
  command
    .option("--queue <name>", "only this one: undelivered or failed")
    .option("--stack <name>", "the hub's stack", "Denywatch")
    .option("--region <region>", "the hub's Region")
    .option("--profile <name>", "a profile of the AWS configuration")
    .addHelpText(
      "after",
      `
Each event counts once, however often it comes: the command may be stopped and started again.
Mend the cause first; docs/runbook.md says how to find it.

Examples:
  $ denywatch redrive
  $ denywatch redrive --queue failed --profile security --region eu-west-1`,
    )
    .action(async (options: Parameters<typeof import("../commands/redrive.ts").redrive>[0]) => {
      const { redrive } = await import("../commands/redrive.ts");
      process.exitCode = await redrive(options);
    });
}
