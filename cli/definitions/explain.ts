import type { Command } from "commander";
import type { ExplainFromCloudTrailOptions } from "../commands/explain-from-cloudtrail.ts";

/** `denywatch explain [paths...]`. */
export function defineExplain(command: Command): void {
  command
    .argument("[paths...]", "files, folders or globs; standard input where there are none")
    .option("--json", "one JSON object a denial, one line each")
    .option("--all", "print records that are no denial, too")
    .option("--event-id <id>", "fetch this event from CloudTrail's event history")
    .option(
      "--since <time>",
      "fetch what was denied since: 1h, 7d, 2026-03-04T05:06:07Z; at most 90 days",
    )
    .option("--until <time>", "with --since: no later than this")
    .option("--regions <list>", "where to fetch from: eu-west-1,us-east-1, or all")
    .option("--event-source <service>", "with --since: only this service's events, s3 (faster)")
    .option("--user <name>", "with --since: only this user's or session's events (faster)")
    .option("--read-only <true|false>", "with --since: only read or only write events (faster)")
    .option("--profile <name>", "profile of your AWS configuration")
    .addHelpText(
      "after",
      `
Reads CloudTrail records, EventBridge events, CloudTrail log files, JSON Lines of any of them, objects
{"errorCode", "message"} and plain lines of error text; gzip too. With --event-id or --since it reads CloudTrail's
event history instead: management events, up to 15 minutes late, 2 requests a second. CloudTrail cannot select denials,
so every event of the time is read.

Examples:
  $ denywatch explain event.json
  $ denywatch explain --json logs/ | jq 'select(.denyType == "explicit")'
  $ aws s3 cp secret.txt s3://bucket/ 2>&1 | denywatch explain
  $ denywatch explain --since 1h --regions eu-west-1,us-east-1
  $ denywatch explain --event-id 0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946`,
    )
    .action(async (paths: string[], options: ExplainFromCloudTrailOptions) => {
      if (options.eventId !== undefined || options.since !== undefined) {
        const { explainFromCloudTrail } = await import("../commands/explain-from-cloudtrail.ts");
        process.exitCode = await explainFromCloudTrail(paths, options);
        return;
      }
      const { explain } = await import("../commands/explain.ts");
      process.exitCode = await explain(paths, options);
    });
}
