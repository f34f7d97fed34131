import { z } from "zod";
import { configSchema } from "./config-schema.ts";

/** The JSON Schema of `denywatch.config.json`, for editors: what may be written, before the defaults are filled in. */
export function buildConfigJsonSchema(): z.core.JSONSchema.BaseSchema {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: "input" });
  return {
    ...($schema === undefined ? {} : { $schema }),
    title: "Denywatch config",
    description: "denywatch.config.json; comments and trailing commas are allowed.",
    ...schema,
  };
}
