import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { answerTimeout } from "../../shared/config/answer-timeout.ts";
import { type ConfigStore, createConfigStore } from "../../shared/config/config-store.client.ts";

/** The config in the deployed table. */
export function openConfigStore(tableName: string): ConfigStore {
  const dynamoDb = new DynamoDBClient({ requestHandler: answerTimeout });
  return createConfigStore(dynamoDb, tableName, () => new Date());
}
