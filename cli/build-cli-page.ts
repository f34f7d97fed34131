import type { Command } from "commander";
import { buildProgram } from "./build-program.ts";
import { commandTable } from "./command-table.ts";

/** What is above this line in docs/cli.md is written by hand, what is below is made from the commands' own help. */
export const generatedBelow =
  "<!-- Below: made from the commands' own help by docs/generate-cli.mjs. -->";

const width = 100;

/** docs/cli.md anew: the hand-written head of `page`, and a section for each command. Throws where `page` has no such head. */
export async function buildCliPage(page: string): Promise<string> {
  const [head, ...rest] = page.split(generatedBelow);
  if (head === undefined || rest.length !== 1) {
    throw new Error(`Cannot find the head of docs/cli.md: it ends with "${generatedBelow}"`);
  }
  const sections = (await readCommandHelps()).map(
    ({ name, help }) => `### ${name}\n\n\`\`\`text\n${help}\n\`\`\`\n`,
  );
  return `${head}${generatedBelow}\n\n## Commands\n\n${sections.join("\n")}`;
}

export interface CommandHelp {
  /** `config push` for a subcommand. */
  readonly name: string;
  readonly help: string;
}

/** Every command and subcommand with its help as a terminal of 100 columns shows it. */
export async function readCommandHelps(): Promise<readonly CommandHelp[]> {
  const helps = commandTable.map(async ({ name }) => {
    const program = await buildProgram([name]);
    const command = program.commands.find((one) => one.name() === name);
    if (command === undefined) throw new Error(`Cannot find the command "${name}"`);
    return [
      readHelp(command, name),
      ...command.commands.map((one) => readHelp(one, `${name} ${one.name()}`)),
    ];
  });
  return (await Promise.all(helps)).flat();
}

function readHelp(command: Command, name: string): CommandHelp {
  let help = "";
  command
    .configureOutput({
      writeOut: (text) => (help += text),
      getOutHelpWidth: () => width,
      getOutHasColors: () => false,
    })
    .outputHelp();
  return { name, help: help.trim() };
}
