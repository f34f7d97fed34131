import { type AttributeValue, BatchWriteItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { Engine } from "./dynamodb-engines.ts";

/** The most that one BatchWriteItem takes. */
const mostAtOnce = 25;

/** Deletes every item, so that tests on one engine do not meet each other's. */
export async function emptyTable({
  dynamoDb,
  tableName,
}: Pick<Engine, "dynamoDb" | "tableName">): Promise<void> {
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamoDb.send(
      new ScanCommand({
        TableName: tableName,
        ProjectionExpression: "pk, sk",
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    let left = (page.Items ?? []).map((Key) => ({ DeleteRequest: { Key } }));
    while (left.length > 0) {
      const { UnprocessedItems } = await dynamoDb.send(
        new BatchWriteItemCommand({ RequestItems: { [tableName]: left.slice(0, mostAtOnce) } }),
      );
      const unprocessed = (UnprocessedItems?.[tableName] ?? []) as typeof left;
      left = [...left.slice(mostAtOnce), ...unprocessed];
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
