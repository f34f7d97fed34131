import { z } from "zod";
import { defaultWebhook } from "../delivery/route.ts";
import { defaultWebhookParameterName } from "./default-webhook-parameter.ts";
import { ownDigestSchema } from "./digest-schema.ts";
import { webhookNameSchema } from "./field-schemas.ts";
import { findParameterNameProblem } from "./parameter-name.ts";

const webhookSchema = z.strictObject({
  parameterName: z
    .string("must be the name of an SSM parameter")
    .superRefine((name, context) => {
      const problem = findParameterNameProblem(name);
      if (problem !== null) context.addIssue({ code: "custom", message: problem });
    })
    .describe("The SSM SecureString parameter that holds the webhook's URL. Never the URL itself."),
  digest: ownDigestSchema
    .optional()
    .describe("When this webhook is told its digests; what is absent is as in the section digest."),
});

/** The webhooks by name. The one called `default` is always there. */
export const webhooksSchema = z.record(webhookNameSchema, webhookSchema).transform((webhooks) => ({
  ...webhooks,
  [defaultWebhook]: webhooks[defaultWebhook] ?? { parameterName: defaultWebhookParameterName },
}));
