import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type ConfigStore, createConfigStore } from "../../shared/config/config-store.client.ts";

/** The config in the deployed table. */
export function openConfigStore(tableName: string): ConfigStore {
  return createConfigStore(new DynamoDBClient({}), tableName, () => new Date());
}
