import type { Command } from "commander";

/** `denywatch version`. */
export function defineVersion(command: Command): void {
  command
    .option("--json", "one JSON object")
    .addHelpText("after", "\nExample:\n  $ denywatch version")
    .action(async (options: { readonly json?: boolean }) => {
      const { version } = await import("../commands/version.ts");
      process.exitCode = await version(options);
    });
}
