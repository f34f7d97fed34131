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
    .addHelpText(
      "after",
      `
All conditions given must match. A mute hides nothing: what it kept quiet is counted.

Example:
  $ denywatch mute --local --principal '*:role/scanner' --action 'ec2:Describe*' --reason 'nightly scan' --for 30d`,
    )
    .action(async (options: MuteOptions) => {
      const { mute } = await import("../commands/mute.ts");
      process.exitCode = await mute(options);
    });
}
