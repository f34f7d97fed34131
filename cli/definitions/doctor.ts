import type { Command } from "commander";
import type { DoctorOptions } from "../commands/doctor.ts";
import { addAwsOptions } from "./add-aws-options.ts";

/** `denywatch doctor`. */
export function defineDoctor(command: Command): void {
  addAwsOptions(command)
    .option("--stack <name>", "the hub's stack", "Denywatch")
    .option("--table <name>", "the table, where there is no stack to find it by")
    .option("--function <name>", "the function that alerts, likewise")
    .option("--rule <name>", "the rule that catches the denials, likewise")
    .option("--config <file>", "a config that the one in force should equal")
    .option("--send-test", "post a marked test message to each webhook")
    .option("--timeout <seconds>", "how long to wait for each answer of AWS", "10")
    .option("--json", "one JSON object a line")
    .addHelpText(
      "after",
      `
It only reads, unless --send-test is given. What may not be read is skipped, and the permission named;
docs/doctor.md has the policy that it needs.

Examples:
  $ denywatch doctor
  $ denywatch doctor --profile security --region eu-west-1 --config denywatch.config.json
  $ denywatch doctor --send-test
  $ denywatch doctor --json | jq 'select(.status != "ok")'

Exit codes: 0 nothing failed; 1 a check failed; 2 the call is wrong.`,
    )
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import("../commands/doctor.ts");
      process.exitCode = await doctor(options);
    });
}
