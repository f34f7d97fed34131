import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import type { TableFacts } from "./table.ts";

/** The table's state and indexes; null where there is none of the name. */
export async function fetchTable(
  dynamoDb: DynamoDBClient,
  name: string,
): Promise<TableFacts | null> {
  try {
    const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: name }));
    return {
      status: Table?.TableStatus ?? "",
      indexes: (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName ?? ""),
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}

/** The attribute by which items expire; null where they do not. */
export async function fetchTimeToLive(
  dynamoDb: DynamoDBClient,
  name: string,
): Promise<string | null> {
  const { TimeToLiveDescription: ttl } = await dynamoDb.send(
    new DescribeTimeToLiveCommand({ TableName: name }),
  );
  const isOn = ttl?.TimeToLiveStatus === "ENABLED" || ttl?.TimeToLiveStatus === "ENABLING";
  return isOn ? (ttl.AttributeName ?? null) : null;
}

/** Whether point-in-time recovery is on. */
export async function fetchRecovery(dynamoDb: DynamoDBClient, name: string): Promise<boolean> {
  const { ContinuousBackupsDescription: backups } = await dynamoDb.send(
    new DescribeContinuousBackupsCommand({ TableName: name }),
  );
  return backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === "ENABLED";
}
