import { z } from "zod";
import { partitionOf } from "./aws-regions.ts";
import { accountIdSchema, wholeNumber } from "./field-schemas.ts";
import { looksLikeWebhookUrl } from "./parameter-name.ts";
import { findTopologyProblems } from "./find-topology-problems.ts";

/** CloudWatch Logs takes these numbers of days only ("PutRetentionPolicy", CloudWatch Logs API Reference). */
export const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

function text(pattern: RegExp, error: string) {
  return z.string(error).regex(pattern, error);
}

const regionError = 'must be the code of an AWS Region, such as "eu-west-1"';
const regionSchema = z
  .string(regionError)
  .refine((region) => partitionOf(region) !== undefined, { error: regionError });

const keyArnSchema = text(
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
  "must be a KMS key's ARN, not an alias or an id",
);

const organizationSchema = z.strictObject({
  id: text(/^o-[a-z0-9]{10,32}$/, 'must be an organization\'s id, such as "o-a1b2c3d4e5"'),
  units: z
    .array(
      text(
        /^(r-[a-z0-9]{4,32}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})$/,
        'must be the id of the root or of an organizational unit, such as "r-a1b2" or "ou-a1b2-c3d4e5f6"',
      ),
      "must be a list",
    )
    .min(1, "must name the root or at least one organizational unit")
    .describe("Every account in or below these, new ones too, is covered in every Region above."),
  callAs: z
    .enum(["SELF", "DELEGATED_ADMIN"])
    .default("DELEGATED_ADMIN")
    .describe("SELF where the hub is in the management account."),
  managementAccount: accountIdSchema
    .optional()
    .describe("Covered by stacks of its own, since StackSets never deploys to it."),
});

const ingestSchema = z.discriminatedUnion(
  "mode",
  [
    z.strictObject({ mode: z.literal("direct") }),
    z.strictObject({
      mode: z.literal("queued"),
      batchSize: wholeNumber(1, 1000).default(100),
      windowSeconds: wholeNumber(1, 300).default(5).describe("How long a batch is waited for."),
      maximumConcurrency: wholeNumber(2, 1000).default(5),
    }),
  ],
  { error: 'must be {"mode": "direct"} or {"mode": "queued"}' },
);

const alarmsSchema = z.strictObject({
  emails: z
    .array(
      text(/^[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>]+$/, "must be an e-mail address"),
      "must be a list",
    )
    .default([])
    .describe("Who is told that Denywatch itself is unwell. AWS asks each to confirm."),
  silenceHours: z
    .union([wholeNumber(1, 168), z.literal("off")], {
      error: 'must be a whole number from 1 to 168, or "off"',
    })
    .default(24)
    .describe("No event for so long is an alarm; off where that is nothing unusual."),
  oldestPendingMinutes: wholeNumber(5, 1440)
    .default(90)
    .describe("An alert that waits longer is an alarm. Summaries of a burst may hold one an hour."),
});

/** Where and how to deploy: read by the stacks at synth; the functions carry it along and look at nothing in it. */
export const deploySchema = z
  .strictObject({
    account: accountIdSchema
      .optional()
      .describe("The account to deploy to; without it, whatever the credentials belong to."),
    homeRegion: regionSchema
      .optional()
      .describe("Where the hub is; without it, one Region only: the one the credentials name."),
    regions: z
      .array(regionSchema, "must be a list")
      .default([])
      .describe("Further Regions to watch. That of the global services is always among them."),
    organization: organizationSchema.optional(),
    readOnlyEvents: z
      .boolean("must be true or false")
      .default(true)
      .describe("Whether denied Describe, Get and List calls count. Most reconnaissance is these."),
    ingest: ingestSchema.default({ mode: "direct" }),
    reservedConcurrency: wholeNumber(1, 9999)
      .optional()
      .describe("The most copies of alert-on-denial at once, taken from the account's pool."),
    logRetentionDays: z
      .literal(logRetentionDays, { error: `must be one of ${logRetentionDays.join(", ")}` })
      .default(90),
    kmsKeyArn: keyArnSchema
      .optional()
      .describe(
        "Encrypts the table, the queues, the logs and the alarm topic; AWS's own keys without it.",
      ),
    webhookKmsKeyArn: keyArnSchema
      .optional()
      .describe("The key of the webhooks' parameters, where it is not the account's aws/ssm."),
    permissionsBoundary: text(
      /^[\w+=,.@-]{1,128}$/,
      "must be the name, not the ARN, of a managed policy",
    )
      .optional()
      .describe("A managed policy by name, of each account, that bounds every role."),
    tags: z
      .record(
        text(/^(?!aws:)[\w .:/=+@-]{1,128}$/i, 'must be a tag\'s key, not beginning with "aws:"'),
        text(/^[\w .:/=+@-]{0,256}$/, "must be a tag's value").refine(
          (value) => !looksLikeWebhookUrl(value),
          { error: "must be a tag's value, and a URL was given: no URL of a webhook belongs here" },
        ),
      )
      .default({}),
    alarms: alarmsSchema.prefault({}),
  })
  .superRefine((deploy, context) => {
    for (const { path, message } of findTopologyProblems(deploy)) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
    const { ingest, reservedConcurrency = Infinity } = deploy;
    // Batches that are throttled count as received, and are given up after a few ("Configuring scaling behavior for SQS
    // event source mappings", Lambda Developer Guide).
    if (ingest.mode === "queued" && ingest.maximumConcurrency > reservedConcurrency) {
      context.addIssue({
        code: "custom",
        path: ["reservedConcurrency"],
        message: `must be at least ingest.maximumConcurrency, ${ingest.maximumConcurrency}: batches over it would be throttled, and given up`,
      });
    }
  });

export type DeployConfig = z.output<typeof deploySchema>;
