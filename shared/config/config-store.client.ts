import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { configItemKey } from "./config-item-key.ts";
import type { Config } from "./config-schema.ts";
import { keepChecked, readChecked } from "./checked-config.ts";
import { hashConfig } from "./hash-config.ts";
import { type MutesSince, datesOf, readMutesSince, writeMutesSince } from "./mutes-since.ts";
import { defaultConfig } from "./default-config.ts";

/** The config that the table holds, and what is to be known of it. */
export interface StoredConfig {
  /** Grows with each push; 0 where nothing was ever pushed and the defaults are in force. */
  readonly version: number;
  readonly config: Config;
  /** The config as it was written, without defaults. */
  readonly json: unknown;
  /** Since when each of its mutes is in force as it is, by id: epoch seconds. One may be missing. */
  readonly mutesSince: MutesSince;
  readonly hash: string;
  /** ISO 8601, UTC; null where nothing was pushed. */
  readonly pushedAt: string | null;
  readonly pushedBy: string | null;
  /** Why `config` is not what was pushed last but the one before it, or the defaults; null where all is well. */
  readonly problem: string | null;
}

export interface ConfigStore {
  current(): Promise<StoredConfig>;
  /**
   * Writes a config, as `checkConfig` gives its `json`. `changed-meanwhile`: somebody pushed since `basedOn` was read, and
   * nothing was written. Throws for a config that the functions could not use.
   */
  put(
    json: unknown,
    pushedBy: string,
    basedOn: StoredConfig,
  ): Promise<"written" | "changed-meanwhile">;
}

const key = { pk: { S: configItemKey.pk }, sk: { S: configItemKey.sk } };

/** The config in the table `tableName`: one item, with the config before it beside it in case this one is broken. */
export function createConfigStore(
  dynamoDb: DynamoDBClient,
  tableName: string,
  now: () => Date,
): ConfigStore {
  return {
    async current() {
      const { Item } = await dynamoDb.send(
        new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
      );
      return await readItem(Item);
    },
    async put(json, pushedBy, basedOn) {
      const checked = await checkJson(json);
      if (checked.kind === "broken") throw new Error(checked.reason);
      try {
        await dynamoDb.send(
          new PutItemCommand({
            TableName: tableName,
            Item: {
              ...key,
              config: { S: JSON.stringify(json) },
              previous: { S: JSON.stringify(basedOn.json) },
              z: { N: String(basedOn.version + 1) },
              hash: { S: hashConfig(json) },
              at: { S: now().toISOString() },
              by: { S: pushedBy },
              ...keepChecked(json, checked.config),
              since: { S: writeMutesSince(datesOf(checked.config, basedOn, now())) },
            },
            ...(basedOn.version === 0
              ? { ConditionExpression: "attribute_not_exists(z)" }
              : {
                  ConditionExpression: "z = :z",
                  ExpressionAttributeValues: { ":z": { N: String(basedOn.version) } },
                }),
          }),
        );
        return "written";
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return "changed-meanwhile";
        throw error;
      }
    },
  };
}

const neverPushed: Extract<Parsed, { kind: "good" }> = {
  kind: "good",
  config: defaultConfig,
  json: {},
};

async function readItem(item: Record<string, AttributeValue> | undefined): Promise<StoredConfig> {
  const current = item === undefined ? neverPushed : await tryParse(item["config"]?.S, item);
  const previous = current.kind === "good" ? current : await tryParse(item?.["previous"]?.S);
  const good = previous.kind === "good" ? previous : neverPushed;
  const pushedAt = item?.["at"]?.S ?? null;
  const version = Number(item?.["z"]?.N ?? 0);
  return {
    version: Number.isSafeInteger(version) ? version : 0,
    config: good.config,
    json: good.json,
    mutesSince: readMutesSince(item?.["since"]?.S),
    hash: hashConfig(good.json),
    pushedAt,
    pushedBy: item?.["by"]?.S ?? null,
    problem:
      current.kind === "good"
        ? null
        : `Cannot use the config in the table: ${current.reason}. In force ${
            previous.kind === "good" ? "is the one before it" : "are the defaults"
          }; push a good one with "denywatch config push"`,
  };
}

type Parsed =
  | { readonly kind: "good"; readonly config: Config; readonly json: unknown }
  | { readonly kind: "broken"; readonly reason: string };

/** `item`: what may hold the result of checking it. */
async function tryParse(
  text: string | undefined,
  item: Record<string, AttributeValue> = {},
): Promise<Parsed> {
  let json: unknown;
  try {
    json = JSON.parse(text ?? "");
  } catch {
    // The parser's own message quotes the text.
    return { kind: "broken", reason: "it is no JSON" };
  }
  const checked = readChecked(item, json);
  return checked === null ? await checkJson(json) : { kind: "good", config: checked, json };
}

/** The schema is loaded with the first config that has to be checked: a function starts faster without it. */
async function checkJson(json: unknown): Promise<Parsed> {
  const { parseConfig } = await import("./parse-config.ts");
  try {
    return { kind: "good", config: parseConfig(json), json };
  } catch (error) {
    return { kind: "broken", reason: error instanceof Error ? error.message : "unknown" };
  }
}
