import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";
import { createHandler } from "../../functions/alert-on-denial/create-handler.ts";
import { composeServices } from "../../functions/compose-services.ts";
import { createMemoryTelemetry } from "./memory-telemetry.ts";

/** What a child process is told by its one argument, as JSON. */
export interface FaultyChildInput {
  readonly endpoint: string;
  readonly tableName: string;
  readonly webhookUrl: string;
  readonly nowMilliseconds: number;
  readonly event: unknown;
}

// One invocation of alert-on-denial in a process of its own, which the test kills in the middle.
const { endpoint, tableName, webhookUrl, nowMilliseconds, event } = JSON.parse(
  process.argv[2] ?? "{}",
) as FaultyChildInput;
const handler = createHandler(
  composeServices({
    dynamoDb: new DynamoDBClient({
      endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      maxAttempts: 1,
    }),
    tableName,
    webhookUrl: () => Promise.resolve(webhookUrl),
    ownRoleArns: [],
    telemetry: createMemoryTelemetry(),
    now: () => new Date(nowMilliseconds),
  }),
);
await handler(event, { getRemainingTimeInMillis: () => 30_000 } as Context);
