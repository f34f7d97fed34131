import { readFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { buildHintsPage } from "../../../shared/remediation/build-hints-page.ts";
import { hintCatalogue } from "../../../shared/remediation/hint-catalogue.ts";

test("docs/hints.md is what docs/generate-hints.mjs writes", async () => {
  const page = await readFile(new URL("../../../docs/hints.md", import.meta.url), "utf8");
  expect(page, "run `node docs/generate-hints.mjs`").toBe(buildHintsPage());
});

test("buildHintsPage() has a section for each hint", () => {
  const headings = buildHintsPage().match(/^### .*$/gm);
  expect(headings).toEqual(
    hintCatalogue.flatMap(({ hints }) => hints.map(({ id }) => `### ${id}`)),
  );
});
