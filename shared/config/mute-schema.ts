import { createHash } from "node:crypto";
import { z } from "zod";
import { isCidr, prefixOf } from "../delivery/matches-cidr.ts";
import type { Mute } from "../delivery/mute.ts";
import { identityTypes } from "../denial/denial.ts";
import { denyTypes, policyTypes } from "../denial/reason.ts";
import { accountIdSchema, globSchema, lineSchema, serviceGlobSchema } from "./field-schemas.ts";

const conditions = {
  principal: globSchema
    .optional()
    .describe("Glob on the principal's key, its ARN, its name or its session name."),
  account: accountIdSchema.optional(),
  service: serviceGlobSchema.optional(),
  action: globSchema
    .refine((glob) => glob.includes(":"), {
      error: 'must be an IAM action, such as "s3:GetObject" or "s3:*"',
    })
    .optional()
    .describe("Glob on the IAM action, such as s3:Get*."),
  resource: globSchema.optional().describe("Glob on the resource as named or as normalised."),
  denyType: z.enum(denyTypes).optional(),
  policyType: z.enum(policyTypes).optional(),
  region: z
    .string("must be a Region's code")
    .regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'must be a Region\'s code, such as "eu-west-1"')
    .optional(),
  sourceIp: z
    .string("must be an IP address")
    .refine(isCidr, {
      error: 'must be an IP address, or a block in CIDR notation such as "192.0.2.0/24"',
    })
    .refine((cidr) => prefixOf(cidr) !== 0, { error: "matches every address: name a block" })
    .optional()
    .describe("An IPv4 or IPv6 address, or a block of them in CIDR notation."),
  userAgent: globSchema.optional(),
  invokedBy: globSchema.optional().describe("Glob on the AWS service that made the call."),
  identityType: z.enum(identityTypes).optional(),
};

/** What a mute can ask for, apart from when and why. */
export const muteConditionNames = Object.keys(conditions) as (keyof typeof conditions)[];

/** A mute of the config file. Without an `id` it gets one from its conditions, so that a new reason or end keeps it. */
export const muteSchema = z
  .strictObject({
    id: z
      .string("must be text")
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "must be letters, digits and ._-, at most 64")
      .optional()
      .describe("A stable id; made from the conditions where absent."),
    reason: lineSchema.describe("Why; others will ask."),
    owner: lineSchema.optional().describe("Who answers for it."),
    until: z
      .union([z.iso.date(), z.iso.datetime({ offset: true })], {
        error: 'must be a date or a time, such as "2026-12-31" or "2026-12-31T18:00:00Z"',
      })
      .optional()
      .describe("From then on it mutes nothing. A date means its first moment, UTC."),
    ...conditions,
  })
  .refine((mute) => muteConditionNames.some((name) => mute[name] !== undefined), {
    error: `needs at least one condition: ${muteConditionNames.join(", ")}`,
  })
  .transform((mute): Mute => ({ ...mute, id: mute.id ?? idFromConditions(mute) }));

function idFromConditions(
  mute: Readonly<Partial<Record<keyof typeof conditions, string | undefined>>>,
): string {
  const given = muteConditionNames.map((name) => [name, mute[name] ?? null]);
  const hash = createHash("sha256").update(JSON.stringify(given)).digest("hex");
  return `c-${hash.slice(0, 10)}`;
}
