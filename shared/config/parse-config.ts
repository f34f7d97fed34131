import { formatConfigPath } from "./config-path.ts";
import { type Config, configSchema } from "./config-schema.ts";

/**
 * A config from its JSON, with the defaults filled in. For what was checked before, as a function reads it: throws on
 * the first thing that is wrong, naming its path and no value. `checkConfig` is what explains mistakes to people.
 */
export function parseConfig(json: unknown): Config {
  const parsed = configSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const path = formatConfigPath(parsed.error.issues[0]?.path ?? []);
  throw new Error(
    `Cannot use the config: "${path}" is not what it must be; check it with "denywatch config check"`,
  );
}
