import { writeFile } from "node:fs/promises";
import { format } from "prettier";

import { buildEventsJsonSchema } from "../shared/events/build-events-json-schema.ts";

const schema = JSON.stringify(buildEventsJsonSchema(), null, 2);
await writeFile(
  new URL("denywatch.events.schema.json", import.meta.url),
  await format(schema, { parser: "json", printWidth: 100 }),
);
