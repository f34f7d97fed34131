import { z } from "zod";
import { clientKinds, identityTypes, severities } from "../denial/denial.ts";
import { denyTypes, notPolicyCauses, policyTypes } from "../denial/reason.ts";

const text = z.string();
const textOrNull = z.string().nullable();
const account = z.string().nullable().describe("12 digits; null where the record does not tell.");

const denialSchema = z.strictObject({
  fingerprint: text.describe("What makes two denials the same problem; stable."),
  eventId: textOrNull.describe("CloudTrail's id of the occurrence that the event is about."),
  occurredAt: textOrNull.describe("ISO 8601, UTC."),
  account,
  region: textOrNull,
  severity: z.enum(severities),
  denyType: z.enum(denyTypes),
  policyType: z.enum(policyTypes).describe("The layer that the message names first."),
  via: z.enum(policyTypes).nullable().describe("The real culprit in a transitive denial."),
  policyArn: textOrNull,
  notPolicy: z
    .enum(notPolicyCauses)
    .nullable()
    .describe("Set where no IAM-type policy is to blame."),
  principal: z.strictObject({
    type: z.enum(identityTypes),
    key: text.describe("The stable identity: a role's or user's ARN, a service, an account."),
    name: text,
    sessionName: textOrNull,
    person: textOrNull,
    account,
    automation: textOrNull,
    invokedBy: textOrNull,
    client: z.enum(clientKinds),
  }),
  action: textOrNull.describe("IAM's spelling where it is known, else the message's."),
  resource: textOrNull,
  eventSource: textOrNull,
  eventName: textOrNull,
  errorCode: textOrNull,
  errorMessage: textOrNull.describe("As CloudTrail has it, secrets masked, no encoded part."),
  sourceIpAddress: textOrNull,
  userAgent: textOrNull,
});

const alertKindSchema = z.enum(["new", "again", "grown"]);
const common = {
  version: z.literal(1).describe("Grows only where a field is taken away or changes its meaning."),
  id: text.describe("The same for copies of one event: drop what you have seen."),
};
const aboutDenial = {
  ...common,
  denial: denialSchema,
  count: z.int().describe("Occurrences so far."),
  firstSeenAt: text.describe("ISO 8601, UTC."),
};
const burst = {
  ...common,
  account,
  principalKey: text,
  channel: text.describe("The webhook's name in the config."),
  since: text.describe("ISO 8601, UTC."),
  denials: z.int().describe("New denials named so far."),
};

/** The `detail` of every event that Denywatch puts on a bus, by its detail-type. */
export const eventDetailSchemas = {
  "Denial Alert Raised": z
    .strictObject({ ...aboutDenial, alertKind: alertKindSchema })
    .describe("A denial is to be told: new, back after a quiet time, or grown tenfold."),
  "Denial Alert Told": z
    .strictObject({ ...aboutDenial, alertKind: alertKindSchema })
    .describe(
      "Slack took the alert in each of its channels, as a message or by name in a summary.",
    ),
  "Denial Hidden": z
    .strictObject({
      ...aboutDenial,
      hiddenBy: z.enum(["mute", "benign"]),
      ruleId: text.describe("The id of the mute or of the benign catalogue's entry."),
    })
    .describe(
      "A denial was met for the first time, and a mute or the benign catalogue keeps it quiet.",
    ),
  "Denial Resolved": z
    .strictObject({ ...aboutDenial, lastSeenAt: text.describe("ISO 8601, UTC.") })
    .describe("A denial that was told has not been seen for the quiet time."),
  "Denial Burst Opened": z
    .strictObject(burst)
    .describe("Many new denials of one principal in a short time are told as one from now on."),
  "Denial Burst Closed": z.strictObject(burst).describe("Nothing new came for the whole window."),
} as const;

export type EventDetailType = keyof typeof eventDetailSchemas;

/** One outgoing event: its detail-type, and the detail that goes with it. */
export type OutgoingEvent = {
  readonly [Type in EventDetailType]: {
    readonly detailType: Type;
    readonly detail: z.output<(typeof eventDetailSchemas)[Type]>;
  };
}[EventDetailType];
