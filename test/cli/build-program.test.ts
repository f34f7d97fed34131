import { expect, test } from "vitest";
import { buildProgram } from "../../cli/build-program.ts";
import { commandTable } from "../../cli/command-table.ts";

test("buildProgram() lists every command with its summary, and reads no options for that", async () => {
  const program = await buildProgram(["--help"]);
  const help = program.helpInformation().replace(/\s+/g, " ");
  for (const { name, summary } of commandTable) expect(help).toContain(`${name} ${summary}`);
  expect(program.commands.flatMap(({ options }) => options)).toEqual([]);
});

test.each(commandTable)("buildProgram() defines $name where it is called", async ({ name }) => {
  for (const args of [
    [name, "x"],
    ["help", name],
  ]) {
    const program = await buildProgram(args);
    const defined = program.commands.filter(
      ({ options, registeredArguments, commands }) =>
        options.length + registeredArguments.length + commands.length > 0,
    );
    expect(defined.map((command) => command.name())).toEqual([name]);
  }
});
