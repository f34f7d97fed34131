import { createHandler as createAlertHandler } from "../functions/alert-on-denial/create-handler.ts";
import { composeServices } from "../functions/compose-services.ts";
import { createHandler as createDeliverHandler } from "../functions/deliver-alerts/create-handler.ts";
import { localDynamoDbClient } from "./embedded-dynamodb.ts";
import type { LocalFunctions, LocalSurroundings } from "./local-functions.ts";
import { createLocalTelemetry } from "./local-telemetry.ts";

/** The very handlers that the stack deploys, over the local engine and the given webhook. */
export function composeLocalFunctions(surroundings: LocalSurroundings): LocalFunctions {
  const { dynamoDbEndpoint, tableName, webhookUrl, isInbox, log } = surroundings;
  const dynamoDb = localDynamoDbClient(dynamoDbEndpoint);
  const services = composeServices({
    dynamoDb,
    tableName,
    // One Slack stands in for every webhook of the config.
    webhookUrl: () => Promise.resolve(webhookUrl),
    ownRoleArns: [],
    ...(isInbox ? { spacingMilliseconds: 0 } : {}),
    telemetry: createLocalTelemetry(log),
    now: () => new Date(),
  });
  return {
    alertOnDenial: createAlertHandler(services),
    deliverAlerts: createDeliverHandler(services),
    close: () => {
      dynamoDb.destroy();
    },
  };
}
