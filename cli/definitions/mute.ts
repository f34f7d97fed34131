import type { Command } from "commander";
import type { MuteOptions } from "../commands/mute.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch mute`. */
export function defineMute(command: Command): void {
  addTableOptions(command)
    .option("--principal <glob>", "principal key, ARN, name or session name")
    .option("--service <glob>", "service's prefix in IAM: s3")
    .option("--action <glob>", "IAM action: 's3:*', 'ec2:Describe*'")
    .option("--resource <glob>", "resource, as shown or normalised")
    .option("--account <id>", "account of 12 digits")
    .option("--event-region <region>", "Region of the denied call")
    .option("--deny-type <type>", "explicit, implicit or unknown")
    .option("--policy-type <type>", "identity-based, service-control, ...")
    .option("--source-ip <cidr>", "IP address, or a block of them: 192.0.2.0/24")
    .option("--identity-type <type>", "AssumedRole, IAMUser, AWSService, ...")
    .option("--invoked-by <glob>", "the AWS service that called")
    .option("--user-agent <glob>", "user agent")
    .option("--for <time>", "how long: 12h, 7d, 4w; without it, for good")
    .requiredOption("--reason <text>", "why; others will ask")
    .option("--owner <name>", "who answers for it")
    .option("--yes", "do not ask")
    .option("--as-config", "print the config's entry for it, and write nothing")
    .addHelpText(
      "after",
      `
All conditions given must match. A mute hides nothing from the history: what it kept quiet is counted. What it would
have hidden in the last 7 days is shown first, then it asks; where nobody is there to answer, it needs --yes.

Examples:
  $ denywatch mute --principal '*:role/scanner' --action 'ec2:Describe*' --reason 'nightly scan' --for 30d
  $ denywatch mute --local --service s3 --account 123456789012 --reason 'being moved' --for 12h --yes
  $ denywatch mute --user-agent 'kube-probe/*' --reason 'health checks' --as-config`,
    )
    .action(async (options: MuteOptions) => {
      const { mute } = await import("../commands/mute.ts");
      process.exitCode = await mute(options);
    });
}
