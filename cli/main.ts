import { Command, CommanderError } from "commander";
import type { PushOptions } from "./commands/config.ts";
import type { HistoryOptions } from "./commands/history.ts";
import type { MuteOptions } from "./commands/mute.ts";
import { exitCodes, UsageError } from "./exit-codes.ts";
import type { TableOptions } from "./open-table.ts";

const program = new Command("denywatch")
  .description("Every new AWS access denial: who, what, why, and what to do about it.")
  .exitOverride()
  .showHelpAfterError("(--help shows how to call it)")
  .addHelpText(
    "after",
    `
Examples:
  $ pbpaste | denywatch explain
  $ denywatch history --local
  $ denywatch mute --local --principal 'arn:aws:iam::*:role/scanner' --reason 'nightly scan' --for 30d

Exit codes: 0 done; 1 something did not go well, and was said; 2 the call, a file or a setting is wrong.`,
  );

program
  .command("explain")
  .description("say who was denied what, why, and what to do, from records, events or error text")
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
  .action(async (paths: string[], options: { json?: boolean; all?: boolean }) => {
    const { explain } = await import("./commands/explain.ts");
    process.exitCode = await explain(paths, options);
  });

withTable(program.command("history"))
  .description("list denials, last seen first")
  .option("--status <status>", "pending, told, muted, benign or resolved")
  .option("--limit <n>", "at most so many", "50")
  .option("--json", "one JSON object a line")
  .addHelpText("after", "\nExample:\n  $ denywatch history --local --status muted")
  .action(async (options: HistoryOptions) => {
    const { history } = await import("./commands/history.ts");
    process.exitCode = await history(options);
  });

withTable(program.command("show"))
  .description("show one denial as the history holds it, with its hints")
  .argument("<fingerprint>", "the fingerprint, or its first characters")
  .addHelpText("after", "\nExample:\n  $ denywatch show fp1_4f161f48 --local")
  .action(async (fingerprint: string, options: TableOptions) => {
    const { show } = await import("./commands/show.ts");
    process.exitCode = await show(fingerprint, options);
  });

withTable(program.command("mute"))
  .description("record and count what matches, and do not alert")
  .option("--principal <glob>", "principal key, ARN, name or session name")
  .option("--service <glob>", "service's prefix in IAM: s3")
  .option("--action <glob>", "IAM action: 's3:*', 'ec2:Describe*'")
  .option("--resource <glob>", "resource, as shown or normalised")
  .option("--account <id>", "account of 12 digits")
  .option("--region <region>", "Region")
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
    const { mute } = await import("./commands/mute.ts");
    process.exitCode = await mute(options);
  });

withTable(program.command("unmute"))
  .description("take a mute back")
  .argument("<id>", "the mute's id, as `denywatch mutes` shows it")
  .action(async (id: string, options: TableOptions) => {
    const { unmute } = await import("./commands/mute.ts");
    process.exitCode = await unmute(id, options);
  });

withTable(program.command("mutes"))
  .description("list the mutes in the table")
  .option("--json", "one JSON object a line")
  .action(async (options: TableOptions & { json?: boolean }) => {
    const { mutes } = await import("./commands/mute.ts");
    process.exitCode = await mutes(options);
  });

const config = program
  .command("config")
  .description("check, compare and push denywatch.config.json")
  .addHelpText(
    "after",
    `
Examples:
  $ denywatch config check
  $ denywatch config diff --table denywatch
  $ denywatch config push --table denywatch

docs/denywatch.config.json shows every setting.`,
  );

config
  .command("check")
  .description("say what is wrong with a config, and where")
  .argument("[file]", "the config", "denywatch.config.json")
  .action(async (file: string) => {
    const { configCheck } = await import("./commands/config.ts");
    process.exitCode = await configCheck(file);
  });

config
  .command("schema")
  .description("print the JSON Schema of a config, for editors")
  .action(async () => {
    const { configSchema } = await import("./commands/config.ts");
    process.exitCode = configSchema();
  });

withTable(config.command("diff"))
  .description("show what a config would change")
  .argument("[file]", "the config", "denywatch.config.json")
  .action(async (file: string, options: TableOptions) => {
    const { configDiff } = await import("./commands/config.ts");
    process.exitCode = await configDiff(file, options);
  });

withTable(config.command("push"))
  .description("put a config in force, everywhere within a minute")
  .argument("[file]", "the config", "denywatch.config.json")
  .option("--yes", "do not ask")
  .action(async (file: string, options: PushOptions) => {
    const { configPush } = await import("./commands/config.ts");
    process.exitCode = await configPush(file, options);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function withTable(command: Command): Command {
  return command
    .option("--table <name>", "the deployed table; DENYWATCH_TABLE_NAME otherwise")
    .option("--local [folder]", "the local alerter's data, .denywatch unless given");
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  if (error instanceof UsageError) {
    console.error(`denywatch: ${error.message}`);
    return exitCodes.usage;
  }
  console.error(`denywatch: ${error instanceof Error ? error.message : String(error)}`);
  return exitCodes.failed;
}
