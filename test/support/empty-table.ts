import { DeleteItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { Engine } from "./dynamodb-engines.ts";

/** Deletes every item, so that tests on one engine do not meet each other's. */
export async function emptyTable({ dynamoDb, tableName }: Engine): Promise<void> {
  const { Items = [] } = await dynamoDb.send(
    new ScanCommand({ TableName: tableName, ProjectionExpression: "pk, sk" }),
  );
  for (const { pk, sk } of Items) {
    if (pk === undefined || sk === undefined) continue;
    await dynamoDb.send(new DeleteItemCommand({ TableName: tableName, Key: { pk, sk } }));
  }
}
