import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { defaultAlertThresholds } from "../shared/delivery/decide-alert.ts";
import { createMuteClient } from "../shared/delivery/mutes.client.ts";
import { createWebhookSlots } from "../shared/delivery/webhook-slots.client.ts";
import { defaultCountSettings } from "../shared/history/count-settings.ts";
import { createHistoryClient } from "../shared/history/history.client.ts";
import type { Telemetry } from "../shared/telemetry/telemetry.ts";
import { createWebhookPoster } from "./create-webhook-poster.ts";
import type { AlertServices } from "./alert-on-denial/alert-on-denial.ts";

/** What differs between the deployed function, the local alerter and a test. */
export interface AlertSurroundings {
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
  /** Asked for when an alert is posted; may throw. */
  readonly webhookUrl: () => Promise<string>;
  readonly ownRoleArns: readonly string[];
  /** The shortest time between two posts to the webhook; Slack's for Slack. */
  readonly slotMilliseconds: number;
  readonly telemetry: Telemetry;
}

/** The services over given surroundings. What only an alert needs is loaded with the first alert. */
export function composeServices(surroundings: AlertSurroundings): AlertServices {
  const { dynamoDb, tableName, webhookUrl, ownRoleArns, slotMilliseconds, telemetry } = surroundings;
  const now = (): Date => new Date();
  const mutes = createMuteClient(dynamoDb, tableName, now);
  return {
    history: createHistoryClient(dynamoDb, tableName, defaultCountSettings),
    slots: createWebhookSlots(dynamoDb, tableName, slotMilliseconds),
    slack: createWebhookPoster(webhookUrl),
    buildMessages: async () => {
      const { createMessageBuilder } = await import("./create-message-builder.ts");
      return createMessageBuilder();
    },
    mutes: () => mutes.inForce(),
    thresholds: defaultAlertThresholds,
    leaseMilliseconds: defaultCountSettings.leaseMilliseconds,
    ownRoleArns,
    telemetry,
    now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}
