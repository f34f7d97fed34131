import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { defaultAlertThresholds } from "../shared/delivery/decide-alert.ts";
import { createMuteClient } from "../shared/delivery/mutes.client.ts";
import { createWebhookSlots } from "../shared/delivery/webhook-slots.client.ts";
import { defaultCountSettings } from "../shared/history/count-settings.ts";
import { createHistoryClient } from "../shared/history/history.client.ts";
import type { SlackMessage } from "../shared/slack/message.ts";
import type { Telemetry } from "../shared/telemetry/telemetry.ts";
import type { AlertServices } from "./alert-on-denial/alert-on-denial.ts";

/** What differs between the deployed function, the local alerter and a test. */
export interface AlertSurroundings {
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
  /** Asked for when an alert is posted; may throw. */
  readonly webhookUrl: () => Promise<string>;
  readonly ownRoleArns: readonly string[];
  readonly telemetry: Telemetry;
}

/** The services over given surroundings. What only an alert needs is loaded with the first alert. */
export function composeServices(surroundings: AlertSurroundings): AlertServices {
  const { dynamoDb, tableName, webhookUrl, ownRoleArns, telemetry } = surroundings;
  const now = (): Date => new Date();
  return {
    history: createHistoryClient(dynamoDb, tableName, defaultCountSettings),
    slots: createWebhookSlots(dynamoDb, tableName),
    slack: {
      post: async (message: SlackMessage, timeoutMilliseconds: number) => {
        const { createSlackPoster } = await import("../shared/slack/slack-poster.client.ts");
        return await createSlackPoster({ webhookUrl }).post(message, timeoutMilliseconds);
      },
    },
    buildMessages: async () => {
      const { createMessageBuilder } = await import("./create-message-builder.ts");
      return createMessageBuilder();
    },
    mutes: createMuteClient(dynamoDb, tableName, now).inForce,
    thresholds: defaultAlertThresholds,
    leaseMilliseconds: defaultCountSettings.leaseMilliseconds,
    ownRoleArns,
    telemetry,
    now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}
