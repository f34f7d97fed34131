import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCommandHelps } from "../../cli/build-cli-page.ts";
import { projectFolder } from "../../infra/project-folder.ts";

const pages = [
  "README.md",
  ...readdirSync(join(projectFolder, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];
const helps = new Map((await readCommandHelps()).map(({ name, help }) => [name, help]));

/** A use of the command line: `npx denywatch config push FILE --yes`. */
interface Use {
  readonly page: string;
  readonly command: string;
  readonly options: readonly string[];
}

const uses: readonly Use[] = pages.flatMap((page) =>
  [
    ...readFileSync(join(projectFolder, page), "utf8").matchAll(
      /npx denywatch ([a-z]+)(?: ([a-z]+))?([^\n`|]*)/g,
    ),
  ].map(([, name = "", next = "", rest = ""]) => ({
    page,
    command: helps.has(`${name} ${next}`) ? `${name} ${next}` : name,
    options: [...rest.replace(/#.*/, "").matchAll(/(?<=\s)--[a-z-]+/g)].map(([option]) => option),
  })),
);

describe("the commands in the docs", () => {
  it("are found in the pages that an operator reads", () => {
    for (const page of ["README.md", "docs/deploy.md", "docs/runbook.md"]) {
      expect(uses.filter((use) => use.page === page).length, page).toBeGreaterThan(2);
    }
  });

  it.each(uses)(
    "$page: denywatch $command $options is as it is written",
    ({ command, options }) => {
      const help = helps.get(command) ?? "";
      expect(help, command).not.toBe("");
      // A group, such as `config`, does nothing by itself.
      if (help.includes("[command]")) expect(options).toEqual(["--help"]);
      for (const option of options) expect(help).toMatch(new RegExp(`${option}\\b`));
    },
  );
});
