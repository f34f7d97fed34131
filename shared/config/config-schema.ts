import { z } from "zod";
import { defaultAlertThresholds } from "../delivery/decide-alert.ts";
import { defaultTurnLimits } from "../delivery/take-turn.ts";
import { defaultCountSettings } from "../history/count-settings.ts";
import { deploySchema } from "./deploy-schema.ts";
import { digestSchema } from "./digest-schema.ts";
import { accountIdSchema, lineSchema, wholeNumber } from "./field-schemas.ts";
import { muteSchema } from "./mute-schema.ts";
import { routeSchema } from "./route-schema.ts";
import { webhooksSchema } from "./webhooks-schema.ts";

const { burst, budget } = defaultTurnLimits;
const alertsSchema = z.strictObject({
  quietDays: wholeNumber(1, 365)
    .default(defaultAlertThresholds.quietDays)
    .describe("Back after so many days without an occurrence: told again."),
  growthFactor: wholeNumber(2, 1_000_000)
    .default(defaultAlertThresholds.growthFactor)
    .describe("Told again each time the count has grown to so many times what was last told."),
  burst: z
    .strictObject({
      newFingerprints: wholeNumber(1, 1000).default(burst.newFingerprints),
      minutes: wholeNumber(1, 60).default(burst.windowMilliseconds / 60_000),
    })
    .prefault({})
    .describe("More new denials of one principal than this within so many minutes: one alert."),
  budget: z
    .strictObject({
      messages: wholeNumber(1, 600).default(budget.messages),
      minutes: wholeNumber(1, 60).default(budget.windowMilliseconds / 60_000),
    })
    .prefault({})
    .describe("More messages a channel than this within so many minutes wait for a summary."),
});

const eventsSchema = z.union(
  [
    z.literal("off"),
    z.strictObject({
      busName: z
        .string("must be a bus's name")
        .regex(
          /^[/.\-_A-Za-z0-9]{1,256}$/,
          'must be a bus\'s name: letters, digits and "/.-_", at most 256',
        )
        .describe("The EventBridge bus that gets an event for each alert and state change."),
    }),
  ],
  { error: 'must be "off", or {"busName": "..."}' },
);

/** `denywatch.config.json`. Every field is optional; an unknown key is an error. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  alerts: alertsSchema.prefault({}),
  history: z
    .strictObject({
      keepDays: wholeNumber(1, 3650)
        .default(defaultCountSettings.keepDays)
        .describe("How long the history outlives a denial's last occurrence."),
    })
    .prefault({}),
  mutes: z
    .array(muteSchema, "must be a list")
    .default([])
    .describe("What is counted and not alerted; the first that matches wins."),
  benign: z
    .strictObject({
      disable: z
        .array(z.string(), "must be a list")
        .default([])
        .describe("Ids of the benign catalogue's entries that are on, to switch off."),
      enable: z
        .array(z.string(), "must be a list")
        .default([])
        .describe("Ids of the benign catalogue's entries that are off, to switch on."),
    })
    .prefault({}),
  webhooks: webhooksSchema
    .prefault({})
    .describe('Slack webhooks by name. The one called "default" gets what no route matches.'),
  routes: z
    .array(routeSchema, "must be a list")
    .default([])
    .describe("Which denials go to which webhooks; the first that matches decides."),
  accounts: z
    .record(accountIdSchema, lineSchema)
    .default({})
    .describe("Names of accounts, to show instead of their ids."),
  digest: digestSchema
    .prefault({})
    .describe(
      "When each webhook is told what its days were like, where it has no digest of its own.",
    ),
  events: eventsSchema.default({ busName: "default" }),
  deploy: deploySchema.prefault({}).describe("Where and how to deploy; read by the stacks only."),
});

/** A checked config, with every default filled in. */
export type Config = z.output<typeof configSchema>;
