import type { Command } from "commander";
import type { PushOptions } from "../commands/config.ts";
import type { TableOptions } from "../open-table.ts";
import { addTableOptions } from "./add-table-options.ts";

/** `denywatch config check|schema|diff|push`. */
export function defineConfig(config: Command): void {
  config.addHelpText(
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
    .addHelpText(
      "after",
      `
Examples:
  $ denywatch config check
  $ denywatch config check staging.config.json`,
    )
    .action(async (file: string) => {
      const { configCheck } = await import("../commands/config.ts");
      process.exitCode = await configCheck(file);
    });

  config
    .command("schema")
    .description("print the JSON Schema of a config, for editors")
    .addHelpText(
      "after",
      `
Examples:
  $ denywatch config schema > denywatch.config.schema.json`,
    )
    .action(async () => {
      const { configSchema } = await import("../commands/config.ts");
      process.exitCode = configSchema();
    });

  addTableOptions(config.command("diff"))
    .description("show what a config would change")
    .argument("[file]", "the config", "denywatch.config.json")
    .addHelpText(
      "after",
      `
Examples:
  $ denywatch config diff
  $ denywatch config diff staging.config.json --profile security --region eu-west-1`,
    )
    .action(async (file: string, options: TableOptions) => {
      const { configDiff } = await import("../commands/config.ts");
      process.exitCode = await configDiff(file, options);
    });

  addTableOptions(config.command("push"))
    .description("put a config in force, everywhere within a minute")
    .argument("[file]", "the config", "denywatch.config.json")
    .option("--yes", "do not ask")
    .addHelpText(
      "after",
      `
Shows what changes, and asks; where nobody is there to answer, it needs --yes.

Examples:
  $ denywatch config push
  $ denywatch config push --table denywatch --yes`,
    )
    .action(async (file: string, options: PushOptions) => {
      const { configPush } = await import("../commands/config.ts");
      process.exitCode = await configPush(file, options);
    });
}
