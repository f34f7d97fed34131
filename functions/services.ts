import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { environmentNames } from "../shared/config/environment-names.ts";
import { requireVariable } from "../shared/config/require-variable.ts";
import { createWebhookParameter } from "../shared/config/webhook-parameter.client.ts";
import { defaultTurnLimits } from "../shared/delivery/take-turn.ts";
import { createPowertoolsTelemetry } from "../shared/telemetry/powertools-telemetry.ts";
import type { AlertServices } from "./alert-on-denial/handle-occurrences.ts";
import { composeServices } from "./compose-services.ts";

/** The services of a deployed function. Throws at cold start where the environment is incomplete. */
export function createServices(
  environment: NodeJS.ProcessEnv,
  functionName: string,
): AlertServices {
  return composeServices({
    dynamoDb: new DynamoDBClient({}),
    tableName: requireVariable(environment, environmentNames.tableName),
    webhookUrl: createWebhookParameter(
      requireVariable(environment, environmentNames.webhookParameterName),
    ),
    ownRoleArns: (environment[environmentNames.ownRoleArns] ?? "").split(",").filter(Boolean),
    limits: defaultTurnLimits,
    now: () => new Date(),
    telemetry: createPowertoolsTelemetry(functionName),
  });
}
