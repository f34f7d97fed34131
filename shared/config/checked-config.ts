import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { configSchemaDigest } from "./config-schema-digest.ts";
import type { Config } from "./config-schema.ts";
import { hashConfig } from "./hash-config.ts";

type ConfigItem = Readonly<Record<string, AttributeValue>>;

/** The result of checking a config, to be kept beside it: reading it takes no schema. */
export function keepChecked(json: unknown, config: Config): ConfigItem {
  return {
    checked: { S: JSON.stringify(config) },
    checkedOf: { S: `${configSchemaDigest} ${hashConfig(json)}` },
  };
}

/**
 * What was kept of checking `json`; null where it was checked by another version of the schema, or somebody has written
 * the config by hand since.
 */
export function readChecked(item: ConfigItem, json: unknown): Config | null {
  if (item["checkedOf"]?.S !== `${configSchemaDigest} ${hashConfig(json)}`) return null;
  try {
    return JSON.parse(item["checked"]?.S ?? "") as Config;
  } catch {
    return null;
  }
}
