import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { buildConfigJsonSchema } from "../../../shared/config/build-config-json-schema.ts";
import { configSchemaDigest } from "../../../shared/config/config-schema-digest.ts";
import { parseConfig } from "../../../shared/config/parse-config.ts";

test("configSchemaDigest is that of the schema and its defaults; write the new one where they have changed", () => {
  const schema = JSON.stringify([buildConfigJsonSchema(), parseConfig({})]);
  expect(configSchemaDigest).toBe(hash("sha256", schema, "hex").slice(0, 12));
});
