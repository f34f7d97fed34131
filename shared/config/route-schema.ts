import { z } from "zod";
import { severities } from "../denial/denial.ts";
import { policyTypes } from "../denial/reason.ts";
import {
  accountIdSchema,
  globSchema,
  serviceGlobSchema,
  webhookNameSchema,
} from "./field-schemas.ts";

function someOf<Schema extends z.ZodType>(schema: Schema) {
  return z.array(schema, "must be a list").min(1, "must not be empty").optional();
}

const whenSchema = z
  .strictObject({
    accounts: someOf(accountIdSchema),
    severities: someOf(z.enum(severities)),
    policyTypes: someOf(z.enum(policyTypes)),
    principals: someOf(globSchema).describe(
      "Globs on the principal's key, its ARN, its name or its session name.",
    ),
    services: someOf(serviceGlobSchema),
  })
  .refine((when) => Object.values(when).some((condition) => condition !== undefined), {
    error:
      'needs at least one condition: accounts, severities, policyTypes, principals, services. What no route matches goes to the webhook "default" anyway',
  });

/** Which denials go to which webhooks; the first route that matches decides. */
export const routeSchema = z.strictObject({
  webhooks: z
    .array(webhookNameSchema, "must be a list of webhook names")
    .min(1, "must name at least one webhook")
    .describe("Names from the section webhooks; a denial goes to each of them."),
  when: whenSchema.describe("All conditions given must match, each by one of its values."),
});
