import { BatchGetItemCommand, type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { type DenialItem, denialKey } from "./denial-item.ts";
import { detailsKey } from "./details-item.ts";

/** A fingerprint's first item as it is now, or null. */
export async function readItem(
  dynamoDb: DynamoDBClient,
  tableName: string,
  fingerprint: string,
): Promise<DenialItem | null> {
  return await readKey(dynamoDb, tableName, denialKey(fingerprint));
}

/** A fingerprint's second item as it is now, or null. */
export async function readSecondItem(
  dynamoDb: DynamoDBClient,
  tableName: string,
  fingerprint: string,
): Promise<DenialItem | null> {
  return await readKey(dynamoDb, tableName, detailsKey(fingerprint));
}

/** The items of these keys, in no order, in BatchGetItem's pages of 100; what it leaves unprocessed is asked for again. */
export async function readItems(
  dynamoDb: DynamoDBClient,
  tableName: string,
  keys: readonly DenialItem[],
  isConsistent = true,
): Promise<readonly DenialItem[]> {
  const items: DenialItem[] = [];
  let left = [...keys];
  while (left.length > 0) {
    const answer = await dynamoDb.send(
      new BatchGetItemCommand({
        RequestItems: { [tableName]: { Keys: left.slice(0, 100), ConsistentRead: isConsistent } },
      }),
    );
    items.push(...(answer.Responses?.[tableName] ?? []));
    left = [...left.slice(100), ...(answer.UnprocessedKeys?.[tableName]?.Keys ?? [])];
  }
  return items;
}

async function readKey(
  dynamoDb: DynamoDBClient,
  tableName: string,
  key: DenialItem,
): Promise<DenialItem | null> {
  const { Item } = await dynamoDb.send(
    new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
  );
  return Item ?? null;
}
