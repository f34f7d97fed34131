import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { AccountNames } from "./account-names.ts";
import { configItemKey } from "./config-item-key.ts";

/** Names by account id, and when they were asked for. */
export interface StoredAccountNames {
  readonly names: AccountNames;
  /** Milliseconds since 1970; 0 where nobody ever asked. */
  readonly askedAt: number;
}

export interface AccountNameStore {
  read(): Promise<StoredAccountNames>;
  /** Keeps as many as fit an item; says how many do not. */
  put(names: AccountNames): Promise<{ readonly leftOut: number }>;
}

const key = { pk: { S: configItemKey.pk }, sk: { S: "accounts" } } as const;
/** In UTF-8 bytes; an item holds 400 KB ("Quotas in Amazon DynamoDB"), which is some 9,000 accounts. */
const mostBytes = 380_000;

/** The names of the organization's accounts in the table `tableName`: one item beside the config's. */
export function createAccountNameStore(
  dynamoDb: DynamoDBClient,
  tableName: string,
  now: () => Date,
): AccountNameStore {
  return {
    async read() {
      const { Item: item } = await dynamoDb.send(
        new GetItemCommand({ TableName: tableName, Key: key }),
      );
      return { names: parseNames(item?.["names"]?.S), askedAt: Number(item?.["at"]?.N ?? 0) };
    },
    async put(names) {
      const all = Object.entries(names);
      const kept = fitting(all);
      const item = {
        ...key,
        names: { S: JSON.stringify(Object.fromEntries(kept)) },
        at: { N: String(now().getTime()) },
      };
      await dynamoDb.send(new PutItemCommand({ TableName: tableName, Item: item }));
      return { leftOut: all.length - kept.length };
    },
  };
}

function fitting(
  names: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  let bytes = 2;
  return names.filter(([id, name]) => {
    bytes += Buffer.byteLength(JSON.stringify([id, name]));
    return bytes <= mostBytes;
  });
}

/** What is no name of an account is left out: a name is worth no failure. */
function parseNames(text: string | undefined): AccountNames {
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  const pairs = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}
