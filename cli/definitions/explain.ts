import type { Command } from "commander";
import type { ExplainOptions } from "../commands/explain.ts";

/** `denywatch explain [paths...]`. */
export function defineExplain(command: Command): void {
  command
    .argument("[paths...]", "files, folders or globs; standard input where there are none")
    .option("--json", "one JSON object a denial, one line each")
    .option("--all", "print records that are no denial, too")
    .addHelpText(
      "after",
      `
Reads CloudTrail records, EventBridge events, CloudTrail log files, JSON Lines of any of them, objects
{"errorCode", "message"} and plain lines of error text; gzip too.

Examples:
  $ denywatch explain event.json
  $ denywatch explain --json logs/ | jq 'select(.denyType == "explicit")'
  $ aws s3 cp secret.txt s3://bucket/ 2>&1 | denywatch explain`,
    )
    .action(async (paths: string[], options: ExplainOptions) => {
      const { explain } = await import("../commands/explain.ts");
      process.exitCode = await explain(paths, options);
    });
}
