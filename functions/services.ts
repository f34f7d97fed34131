import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { answerTimeout } from "../shared/config/answer-timeout.ts";
import { environmentNames } from "../shared/config/environment-names.ts";
import { requireVariable } from "../shared/config/require-variable.ts";
import { createWebhookParameters } from "../shared/config/webhook-parameter.client.ts";
import { createPowertoolsTelemetry } from "../shared/telemetry/powertools-telemetry.ts";
import type { FunctionServices } from "./alert-on-denial/handle-occurrences.ts";
import { composeServices } from "./compose-services.ts";

/** The services of a deployed function. Throws at cold start where the environment is incomplete. */
export function createServices(
  environment: NodeJS.ProcessEnv,
  functionName: string,
): FunctionServices {
  return composeServices({
    dynamoDb: new DynamoDBClient({ requestHandler: answerTimeout }),
    tableName: requireVariable(environment, environmentNames.tableName),
    webhookUrl: createWebhookParameters(
      requireVariable(environment, environmentNames.webhookParameterName),
    ),
    ownRoleArns: (environment[environmentNames.ownRoleArns] ?? "").split(",").filter(Boolean),
    eventBus: async (busName) => {
      const { createEventBus } = await import("../shared/events/event-bus.client.ts");
      return createEventBus(busName);
    },
    ...(environment[environmentNames.namesAccounts] === "true" && {
      listAccountNames: async () => {
        const { listAccountNames } = await import("../shared/config/list-account-names.client.ts");
        return await listAccountNames();
      },
    }),
    now: () => new Date(),
    telemetry: createPowertoolsTelemetry(functionName),
  });
}
