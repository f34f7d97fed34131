import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { unlessConditionFails } from "./condition.client.ts";
import { type DenialItem, numberOf } from "./denial-item.ts";

/** Puts an item in the place of the one that was read, null for none; false, and nothing written, where that has changed. */
export async function putAsRead(
  dynamoDb: DynamoDBClient,
  tableName: string,
  item: DenialItem,
  read: DenialItem | null,
): Promise<boolean> {
  const version = numberOf(read?.["z"]);
  const condition =
    version === null
      ? { ConditionExpression: `attribute_not_exists(${read === null ? "pk" : "z"})` }
      : {
          ConditionExpression: "z = :z",
          ExpressionAttributeValues: { ":z": { N: String(version) } },
        };
  const answer = await unlessConditionFails(
    dynamoDb.send(new PutItemCommand({ TableName: tableName, Item: item, ...condition })),
  );
  return answer !== null;
}
