import { writeFile } from "node:fs/promises";
import { format } from "prettier";

import { buildConfigJsonSchema } from "../shared/config/build-config-json-schema.ts";

const schema = JSON.stringify(buildConfigJsonSchema(), null, 2);
await writeFile(
  new URL("denywatch.config.schema.json", import.meta.url),
  await format(schema, { parser: "json", printWidth: 100 }),
);
