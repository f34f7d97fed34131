import { readFile } from "node:fs/promises";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import {
  benignCatalogueVersion,
  benignEntries,
} from "../../../../shared/delivery/benign/benign-catalogue.ts";
import { buildBenignPage } from "../../../../shared/delivery/benign/build-benign-page.ts";
import { findIamAction } from "../../../../shared/iam/find-iam-action.ts";

describe("the benign catalogue", () => {
  it("names each entry once", () => {
    const ids = benignEntries.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(benignCatalogueVersion).toBeGreaterThan(0);
  });

  it.each(benignEntries)("$id is stable, explained and conditional", (entry) => {
    expect(entry.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(entry.evidence).toMatch(/\.$/);
    expect(entry.matches.length).toBeGreaterThan(0);
    for (const when of entry.matches) {
      expect(Object.keys(when).length).toBeGreaterThan(0);
      for (const [, values] of Object.entries(when) as [string, true | readonly string[]][]) {
        if (values !== true) expect(values.length).toBeGreaterThan(0);
      }
    }
    for (const { url } of entry.sources) expect(url).toMatch(/^https:\/\/[\w.-]+\/\S+$/);
  });

  it.each(benignEntries.filter(({ onByDefault }) => onByDefault))(
    "$id is on by default: it has sources, and rests on nothing that a caller chooses",
    ({ sources, matches }) => {
      expect(sources.length).toBeGreaterThan(0);
      for (const when of matches) {
        expect(when.userAgents).toBeUndefined();
        expect(when.roleNames).toBeUndefined();
        // A console is told by its user agent, so there every call must be harmless by itself.
        if (when.clients !== undefined) {
          expect(when.readOnly).toBe(true);
          expect(when.actions?.every((action) => !/[*?]/.test(action))).toBe(true);
        }
      }
    },
  );

  it.each(
    benignEntries.flatMap(({ matches }) =>
      matches.flatMap(({ clients, actions = [] }) => (clients === undefined ? [] : actions)),
    ),
  )("%s is an action that IAM knows, and only reads", (action) => {
    expect(findIamAction(action)?.accessLevel).toMatch(/^(read|list)$/);
  });

  it("is what docs/benign.md says; `node docs/generate-benign.mjs` writes it", async () => {
    const page = await readFile(new URL("../../../../docs/benign.md", import.meta.url), "utf8");
    expect(page).toBe(await format(buildBenignPage(), { parser: "markdown", printWidth: 100 }));
  });
});
