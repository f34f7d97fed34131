import { createHandler as createAlertHandler } from "../functions/alert-on-denial/create-handler.ts";
import type { FunctionServices } from "../functions/alert-on-denial/handle-occurrences.ts";
import { composeServices } from "../functions/compose-services.ts";
import { createHandler as createDeliverHandler } from "../functions/deliver-alerts/create-handler.ts";
import { buildDenialEventPattern } from "../shared/cloudtrail/denial-event-pattern.ts";
import { compileEventPattern } from "../shared/cloudtrail/event-pattern.ts";
import { createConfigStore } from "../shared/config/config-store.client.ts";
import { captureSlack } from "./captured-slack.ts";
import { localDynamoDbClient, startEmbeddedDynamoDb } from "./embedded-dynamodb.ts";
import { createEventRule } from "./event-rule.ts";
import { tallyHidden } from "./hidden-tally.ts";
import { createLocalTelemetry } from "./local-telemetry.ts";
import { localTableInput, localTableName } from "./open-local-table.ts";
import { createReplay, type Replay } from "./replay.ts";
import { createVirtualClock } from "./virtual-clock.ts";

export interface ReplayOptions {
  /** An empty folder for the table; its owner takes it away after `close`. */
  readonly folder: string;
  /** A checked config's `json`; null for the defaults. */
  readonly config: unknown;
  readonly startMilliseconds: number;
  readonly log: (line: string) => void;
}

/** The handlers, the rule and the table that the stack deploys, at a clock that the events drive, telling nobody. */
export async function composeReplay(
  options: ReplayOptions,
): Promise<Replay & { readonly close: () => Promise<void> }> {
  const engine = await startEmbeddedDynamoDb(options.folder, localTableInput());
  const dynamoDb = localDynamoDbClient(engine.endpoint);
  const clock = createVirtualClock(options.startMilliseconds);
  if (options.config !== null) {
    const store = createConfigStore(dynamoDb, localTableName, clock.now);
    await store.put(options.config, "replay", await store.current());
  }
  const slack = captureSlack(clock.now);
  const hidden = tallyHidden();
  const composed = composeServices({
    dynamoDb,
    tableName: localTableName,
    webhookUrl: () => Promise.reject(new Error("a replay posts nowhere")),
    ownRoleArns: [],
    telemetry: { ...createLocalTelemetry(options.log), count: hidden.count },
    now: clock.now,
  });
  const services: FunctionServices = {
    ...composed,
    sleep: clock.sleep,
    random: () => 0,
    posterOf: slack.posterOf,
    messages: async () => slack.tagging(await composed.messages()),
    settings: async () => hidden.watching(await composed.settings()),
  };
  return {
    ...createReplay({
      clock,
      matches: createEventRule(buildDenialEventPattern(), compileEventPattern),
      alertOnDenial: createAlertHandler(services),
      deliverAlerts: createDeliverHandler(services),
      isWaiting: () => isWaiting(services),
      messages: slack.messages,
      hidden: hidden.list,
    }),
    close: async () => {
      dynamoDb.destroy();
      await engine.stop();
    },
  };
}

/** Whether the minutes that pass may still tell something: an alert is pending, or a burst is not closed yet. */
async function isWaiting({ history, channels, settings }: FunctionServices): Promise<boolean> {
  if ((await history.listByStatus("pending", { limit: 1 })).length > 0) return true;
  for (const channel of (await settings()).channelNames) {
    const { bursts } = await channels.read(channel);
    if (Object.keys(bursts).length > 0) return true;
  }
  return false;
}
