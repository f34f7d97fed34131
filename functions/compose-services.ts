import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { nameOfAccount } from "../shared/config/account-names.ts";
import { createAccountNameStore } from "../shared/config/account-names.client.ts";
import { createSettings, type SettingsInForce } from "../shared/config/settings.client.ts";
import { createChannelStore } from "../shared/delivery/channel.client.ts";
import { defaultTurnLimits } from "../shared/delivery/take-turn.ts";
import { defaultCountSettings } from "../shared/history/count-settings.ts";
import { createHistoryClient } from "../shared/history/history.client.ts";
import { createEventOutbox, type EventBus, noEvents } from "../shared/events/event-outbox.ts";
import type { SlackPoster } from "../shared/slack/message.ts";
import type { Telemetry } from "../shared/telemetry/telemetry.ts";
import type { FunctionServices } from "./alert-on-denial/handle-occurrences.ts";
import { applySettings } from "./apply-settings.ts";
import { createAccountNamesRefresh } from "./deliver-alerts/refresh-account-names.ts";
import { createWebhookPoster } from "./create-webhook-poster.ts";

/** What differs between the deployed function, the local alerter and a test. */
export interface AlertSurroundings {
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
  /**
   * Asked for when an alert is posted, by the webhook's name and its parameter's, and again where what it gave is refused;
   * may throw.
   */
  readonly webhookUrl: (
    webhook: string,
    parameterName: string,
    isRefused: boolean,
  ) => Promise<string>;
  readonly ownRoleArns: readonly string[];
  /** Between two messages of one webhook; Slack's second unless given. */
  readonly spacingMilliseconds?: number;
  readonly telemetry: Telemetry;
  /** A bus by its name; absent where no events are sent, whatever the config says. */
  readonly eventBus?: (busName: string) => Promise<EventBus>;
  /** The organization's accounts by id; absent where it may not be asked. */
  readonly listAccountNames?: () => Promise<Readonly<Record<string, string>>>;
  readonly now: () => Date;
}

/** The services over given surroundings. What only an alert needs is loaded with the first alert. */
export function composeServices(surroundings: AlertSurroundings): FunctionServices {
  const { dynamoDb, tableName, webhookUrl, ownRoleArns, eventBus, telemetry, now } = surroundings;
  const { spacingMilliseconds = defaultTurnLimits.spacingMilliseconds } = surroundings;
  const settings = createSettings(dynamoDb, tableName, now);
  let latest: SettingsInForce | null = null;
  const posters = new Map<string, SlackPoster>();
  const countSettings = {
    // Counting comes after the settings of its invocation are read.
    get keepDays() {
      return latest?.config.history.keepDays ?? defaultCountSettings.keepDays;
    },
    leaseMilliseconds: defaultCountSettings.leaseMilliseconds,
  };
  const history = createHistoryClient(
    dynamoDb,
    tableName,
    countSettings,
    ({ fingerprint, damage }) => {
      sayDamaged(`F#${fingerprint}`, damage);
    },
  );
  return {
    history,
    channels: createChannelStore(dynamoDb, tableName, (channel) => {
      sayDamaged(`W#${channel}`, "state; it starts anew");
    }),
    posterOf: (webhook) => {
      const known = posters.get(webhook);
      if (known !== undefined) return known;
      const poster = createWebhookPoster(
        (isRefused) => webhookUrl(webhook, parameterNameOf(webhook), isRefused),
        now,
      );
      posters.set(webhook, poster);
      return poster;
    },
    messages: async () => {
      const { createMessageBuilder } = await import("./create-message-builder.ts");
      return createMessageBuilder((account) =>
        nameOfAccount(latest?.config.accounts ?? {}, account),
      );
    },
    settings: async () => {
      const before = latest;
      latest = await settings.inForce();
      if (latest.problem !== null) {
        telemetry.count("ConfigInvalid");
        // Each reading says so once, each run counts.
        if (latest !== before) {
          telemetry.error("Cannot use all of the settings in the table; push a good config", {
            problem: latest.problem,
          });
        }
      }
      return applySettings(latest, spacingMilliseconds, now);
    },
    refreshAccountNames: createAccountNamesRefresh({
      store: createAccountNameStore(dynamoDb, tableName, now),
      list: surroundings.listAccountNames ?? null,
      telemetry,
      now,
    }),
    leaseMilliseconds: defaultCountSettings.leaseMilliseconds,
    ownRoleArns,
    telemetry,
    events:
      eventBus === undefined
        ? noEvents
        : createEventOutbox({
            bus: () => {
              const to = latest?.config.events ?? "off";
              return to === "off" ? Promise.resolve(null) : eventBus(to.busName);
            },
            telemetry,
            sleep,
            random: Math.random,
          }),
    now,
    random: Math.random,
    sleep,
  };

  /** Each run counts it and says so, until the item is mended. */
  function sayDamaged(pk: string, unreadable: string | null): void {
    telemetry.count("TableDamaged");
    telemetry.error("Cannot read all of an item in the table; went on with what is left", {
      pk,
      unreadable,
    });
  }

  /** Empty where the config does not name the webhook's. */
  function parameterNameOf(webhook: string): string {
    const webhooks: Readonly<Record<string, { readonly parameterName: string } | undefined>> =
      latest?.config.webhooks ?? {};
    return webhooks[webhook]?.parameterName ?? "";
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
