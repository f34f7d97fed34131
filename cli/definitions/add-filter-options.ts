import type { Command } from "commander";

/** Which denials of the history a command looks at. */
export function addFilterOptions(command: Command, since?: string): Command {
  return command
    .option("--since <time>", "seen since: 24h, 7d, 2026-11-03, 2026-11-03T10:00Z", since)
    .option("--until <time>", "seen until")
    .option("--principal <glob>", "principal's ARN, name, session or person: '*:role/Deploy'")
    .option("--account <id>", "account of 12 digits")
    .option("--service <glob>", "service's prefix in IAM: s3")
    .option("--action <glob>", "IAM action: s3:PutObject, 'ec2:Describe*'")
    .option("--resource <glob>", "resource, as named or normalised")
    .option("--deny-type <types>", "explicit, implicit, unknown; several with commas")
    .option("--policy-type <types>", "identity-based, service-control, ...; several with commas")
    .option(
      "--status <statuses>",
      "pending, told, muted, benign, resolved, seen; several with commas",
    )
    .option("--severity <severities>", "critical, warning, info; several with commas");
}
