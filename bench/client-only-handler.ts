import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({});

/** The least that a function with a table must load: what a cold start is measured against. */
export function handler(): Promise<string> {
  return Promise.resolve(client.config.serviceId);
}
