import {
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import { type DenialItem, denialKey, fingerprintOfKey, numberOf } from "./denial-item.ts";
import type { PageKey } from "./page-cursor.ts";
import { historyTable, type HistoryIndexName } from "./table-definition.ts";

export interface IndexQuery {
  readonly index: HistoryIndexName;
  readonly value: string | number;
  /** Of the index's sort key, both included. */
  readonly from: number;
  readonly to: number;
  readonly isNewestFirst: boolean;
  readonly after: PageKey | null;
  readonly limit: number;
}

/** Up to `limit` keys of one partition of an index, in order. Fewer mean that there are no more. */
export async function queryIndex(
  dynamoDb: DynamoDBClient,
  tableName: string,
  query: IndexQuery,
): Promise<readonly PageKey[]> {
  const { partitionKey, sortKey } = indexOf(query.index);
  const value = { [partitionKey.type]: String(query.value) } as unknown as DenialItem[string];
  const input: Omit<QueryCommandInput, "ExclusiveStartKey" | "Limit"> = {
    TableName: tableName,
    IndexName: query.index,
    KeyConditionExpression: "#value = :value AND #at BETWEEN :from AND :to",
    ExpressionAttributeNames: { "#value": partitionKey.name, "#at": sortKey.name },
    ExpressionAttributeValues: {
      ":value": value,
      ":from": { N: String(query.from) },
      ":to": { N: String(query.to) },
    },
    ScanIndexForward: !query.isNewestFirst,
  };
  const keys: PageKey[] = [];
  let start: DenialItem | undefined =
    query.after === null
      ? undefined
      : {
          ...denialKey(query.after.fingerprint),
          [partitionKey.name]: value,
          [sortKey.name]: { N: String(query.after.at) },
        };
  while (keys.length < query.limit) {
    const page = await dynamoDb.send(
      new QueryCommand({
        ...input,
        Limit: query.limit - keys.length,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    keys.push(
      ...(page.Items ?? []).map((item) => ({
        at: numberOf(item[sortKey.name]) ?? 0,
        fingerprint: fingerprintOfKey(item) ?? "",
      })),
    );
    start = page.LastEvaluatedKey;
    if (start === undefined) break;
  }
  return keys;
}

function indexOf(name: HistoryIndexName): (typeof historyTable)["indexes"][number] {
  const index = historyTable.indexes.find((one) => one.name === name);
  if (index === undefined) throw new Error(`Cannot query index "${name}": there is none`);
  return index;
}
