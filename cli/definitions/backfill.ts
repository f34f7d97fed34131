import type { Command } from "commander";
import type { BackfillOptions } from "../commands/backfill.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch backfill [paths...]`. */
export function defineBackfill(command: Command): void {
  addTableOptions(command)
    .argument("[paths...]", "log files, or folders of them")
    .option("--lookup-events", "from CloudTrail's event history: 90 days, management events")
    .option("--s3 <place>", "from log files in S3: s3://bucket/AWSLogs/")
    .option("--athena", "from a table of CloudTrail's logs in Athena, which bills what it scans")
    .option("--database <name>", "with --athena: its database")
    .option("--trail-table <name>", "with --athena: the table of CloudTrail's logs")
    .option("--create-table", "with --athena: create it over --location, unless it is there")
    .option(
      "--location <place>",
      "with --create-table: s3://bucket/AWSLogs/123456789012/CloudTrail/",
    )
    .option("--accounts <list>", "with --create-table: the accounts' folders under --location")
    .option("--workgroup <name>", "with --athena: the workgroup (default: primary)")
    .option(
      "--output <place>",
      "with --athena: s3://... for the answer, unless the workgroup has one",
    )
    .option(
      "--max-scan <size>",
      "with --athena: start no query that scans more, 20GB, and stop it beyond",
    )
    .option(
      "--regions <list>",
      "with --lookup-events or --create-table: eu-west-1,us-east-1, or all",
    )
    .option(
      "--since <time>",
      "what happened since: 30d, 2026-03-04 (default: 90d, or all of the files)",
    )
    .option("--until <time>", "what happened until (default: 30 minutes ago)")
    .option("--event-source <service>", "with --lookup-events: only this service's events, s3")
    .option("--user <name>", "with --lookup-events: only this user's or session's events")
    .option("--read-only <true|false>", "with --lookup-events: only read or only write events")
    .option("--alert", "tell what is new; without it old news is recorded as seen")
    .option("--dry-run", "say what would be counted, and write nothing")
    .option("--restart", "begin anew where an earlier run was interrupted")
    .option("--checkpoint <file>", "where to keep how far it is")
    .addHelpText(
      "after",
      `
Each event is counted once, whichever source it comes from and however often this runs. An interrupted run goes on
where it was. Digest and Insights files are passed over.

Examples:
  $ denywatch backfill --lookup-events --regions eu-west-1,us-east-1
  $ denywatch backfill --s3 s3://org-trail/AWSLogs/o-exampleorg/ --since 30d
  $ denywatch backfill --athena --database security --trail-table cloudtrail --since 90d --max-scan 50GB
  $ denywatch backfill --local --dry-run ./cloudtrail-logs/

docs/backfill.md has the permissions, the times it takes and its bounds.`,
    )
    .action(async (paths: string[], options: BackfillOptions) => {
      const { backfill } = await import("../commands/backfill.ts");
      process.exitCode = await backfill(paths, options);
    });
}
