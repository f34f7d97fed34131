import { Command } from "commander";
import { commandTable } from "./command-table.ts";

const footer = `
Examples:
  $ pbpaste | denywatch explain
  $ denywatch history --local
  $ denywatch mute --local --principal 'arn:aws:iam::*:role/scanner' --reason 'nightly scan' --for 30d

\`denywatch COMMAND --help\` shows a command's options and examples.

Exit codes: 0 done; 1 something did not go well, and was said; 2 the call, a file or a setting is wrong.`;

/** The whole command line; the options of a command only where the arguments name it. */
export async function buildProgram(args: readonly string[]): Promise<Command> {
  const program = new Command("denywatch")
    .description("Every new AWS access denial: who, what, why, and what to do about it.")
    .exitOverride()
    .showHelpAfterError("(--help shows how to call it)")
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText("after", footer);
  // `denywatch history ...` and `denywatch help history`.
  const named = new Set(args.slice(0, 2));
  for (const { name, summary, load } of commandTable) {
    const command = program.command(name).description(summary);
    if (named.has(name)) (await load())(command);
  }
  return program;
}
