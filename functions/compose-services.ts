import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { defaultAlertThresholds } from "../shared/delivery/decide-alert.ts";
import { findMute } from "../shared/delivery/mute.ts";
import { createMuteClient } from "../shared/delivery/mutes.client.ts";
import { createChannelStore } from "../shared/delivery/channel.client.ts";
import type { TurnLimits } from "../shared/delivery/take-turn.ts";
import { defaultCountSettings } from "../shared/history/count-settings.ts";
import { createHistoryClient } from "../shared/history/history.client.ts";
import type { Telemetry } from "../shared/telemetry/telemetry.ts";
import { createWebhookPoster } from "./create-webhook-poster.ts";
import type { AlertServices } from "./alert-on-denial/handle-occurrences.ts";

/** What differs between the deployed function, the local alerter and a test. */
export interface AlertSurroundings {
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
  /** Asked for when an alert is posted; may throw. */
  readonly webhookUrl: () => Promise<string>;
  readonly ownRoleArns: readonly string[];
  readonly limits: TurnLimits;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
}

/** The services over given surroundings. What only an alert needs is loaded with the first alert. */
export function composeServices(surroundings: AlertSurroundings): AlertServices {
  const { dynamoDb, tableName, webhookUrl, ownRoleArns, limits, telemetry, now } = surroundings;
  const mutes = createMuteClient(dynamoDb, tableName, now);
  const poster = createWebhookPoster(webhookUrl);
  return {
    history: createHistoryClient(dynamoDb, tableName, defaultCountSettings),
    channels: createChannelStore(dynamoDb, tableName),
    posterOf: () => poster,
    channelsFor: () => ["default"],
    limits,
    messages: async () => {
      const { createMessageBuilder } = await import("./create-message-builder.ts");
      return createMessageBuilder(() => null);
    },
    findHidden: async (denial) => {
      const mute = findMute(await mutes.inForce(), denial, now());
      return mute === null ? null : { status: "muted", by: mute.id };
    },
    thresholds: defaultAlertThresholds,
    leaseMilliseconds: defaultCountSettings.leaseMilliseconds,
    ownRoleArns,
    telemetry,
    now,
    random: Math.random,
    sleep: (milliseconds) =>
      new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds))),
  };
}
