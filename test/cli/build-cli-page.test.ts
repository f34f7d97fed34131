import { readFile } from "node:fs/promises";
import { format } from "prettier";
import { expect, test } from "vitest";
import { buildCliPage, readCommandHelps } from "../../cli/build-cli-page.ts";

test("docs/cli.md is what docs/generate-cli.mjs writes", async () => {
  const page = await readFile(new URL("../../docs/cli.md", import.meta.url), "utf8");
  const built = await format(await buildCliPage(page), { parser: "markdown", printWidth: 100 });
  expect(page, "run `node docs/generate-cli.mjs`").toBe(built);
});

test("every command and subcommand shows how it is called, with its own name", async () => {
  const helps = await readCommandHelps();
  const without = helps.filter(
    ({ name, help }) => !new RegExp(`^Examples?:\\n  .*denywatch ${name}\\b`, "m").test(help),
  );
  expect(without.map(({ name }) => name)).toEqual([]);
  expect(helps.map(({ name }) => name)).toContain("config schema");
});

test("buildCliPage() keeps no page that has lost its head", async () => {
  await expect(buildCliPage("# The command line")).rejects.toThrow("Cannot find the head");
});
