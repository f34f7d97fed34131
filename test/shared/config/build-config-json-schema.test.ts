import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { buildConfigJsonSchema } from "../../../shared/config/build-config-json-schema.ts";
import { parseConfig } from "../../../shared/config/parse-config.ts";

it("is what docs/denywatch.config.schema.json says; `node docs/generate-config-schema.mjs` writes it", async () => {
  const file = new URL("../../../docs/denywatch.config.schema.json", import.meta.url);
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(
    JSON.parse(JSON.stringify(buildConfigJsonSchema())),
  );
});

it("knows every section, and nothing else", () => {
  const { properties = {}, additionalProperties } = buildConfigJsonSchema();
  expect(additionalProperties).toBe(false);
  expect(Object.keys(properties).toSorted()).toEqual(
    Object.keys(parseConfig({ $schema: "x" })).toSorted(),
  );
});
