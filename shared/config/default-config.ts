import { defaultAlertThresholds } from "../delivery/decide-alert.ts";
import { defaultWebhook } from "../delivery/route.ts";
import { defaultTurnLimits } from "../delivery/take-turn.ts";
import { defaultCountSettings } from "../history/count-settings.ts";
import type { Config } from "./config-schema.ts";
import { defaultWebhookParameterName } from "./default-webhook-parameter.ts";

const { burst, budget } = defaultTurnLimits;

/** The config where none was pushed: what the schema makes of `{}`, without loading it. */
export const defaultConfig: Config = {
  alerts: {
    ...defaultAlertThresholds,
    burst: {
      newFingerprints: burst.newFingerprints,
      minutes: burst.windowMilliseconds / 60_000,
    },
    budget: { messages: budget.messages, minutes: budget.windowMilliseconds / 60_000 },
  },
  history: { keepDays: defaultCountSettings.keepDays },
  mutes: [],
  benign: { disable: [], enable: [] },
  webhooks: { [defaultWebhook]: { parameterName: defaultWebhookParameterName } },
  routes: [],
  accounts: {},
  digest: { schedule: "weekly", hourUtc: 8, weekday: "monday" },
  events: { busName: "default" },
  deploy: {
    regions: [],
    readOnlyEvents: true,
    ingest: { mode: "direct" },
    logRetentionDays: 90,
    tags: {},
    alarms: { emails: [], silenceHours: 24, oldestPendingMinutes: 90 },
  },
};
