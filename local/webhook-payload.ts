import { z } from "zod";
import { slackLimits } from "../shared/slack/validate-message.ts";
import { blocksSchema } from "./block-kit-schema.ts";

const attachmentSchema = z.object({
  color: z.string().optional(),
  fallback: z.string().optional(),
  pretext: z.string().optional(),
  title: z.string().optional(),
  title_link: z.string().optional(),
  text: z.string().optional(),
  footer: z.string().optional(),
  fields: z.array(z.object({ title: z.string().optional(), value: z.string() })).optional(),
  blocks: blocksSchema.optional(),
});

/** A message as an incoming webhook takes it; what is not shown here is left out. */
export const webhookMessageSchema = z.object({
  text: z
    .string()
    .transform((text) => text.slice(0, slackLimits.text))
    .optional(),
  blocks: blocksSchema.optional(),
  attachments: z.array(attachmentSchema).optional(),
});

export type WebhookMessage = z.infer<typeof webhookMessageSchema>;
export type Attachment = z.infer<typeof attachmentSchema>;

export type WebhookPayload =
  | { readonly kind: "message"; readonly message: WebhookMessage }
  /** Slack's own word for what is wrong ("Sending messages using incoming webhooks", Slack's developer docs). */
  | {
      readonly kind: "refused";
      readonly word: "invalid_payload" | "invalid_blocks" | "no_text" | "too_many_attachments";
      /** Where, for the log; quotes no value. */
      readonly problem: string;
    };

const mostAttachments = 100;

/** Reads the body of a post to an incoming webhook, JSON or a form's `payload`, as strictly as Slack does. */
export function parseWebhookPayload(body: string, contentType: string): WebhookPayload {
  const isForm = contentType.startsWith("application/x-www-form-urlencoded");
  const json = isForm ? new URLSearchParams(body).get("payload") : body;
  let value: unknown;
  try {
    value = JSON.parse(json ?? "");
  } catch {
    return { kind: "refused", word: "invalid_payload", problem: "it is no JSON" };
  }
  const parsed = webhookMessageSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path ?? [];
    const word = path.includes("blocks") ? "invalid_blocks" : "invalid_payload";
    return {
      kind: "refused",
      word,
      problem: `${path.map(String).join(".")}: ${issue?.message ?? ""}`,
    };
  }
  const { text = "", blocks = [], attachments = [] } = parsed.data;
  if (attachments.length > mostAttachments) {
    return { kind: "refused", word: "too_many_attachments", problem: "more than 100" };
  }
  if (text === "" && blocks.length + attachments.length === 0) {
    return { kind: "refused", word: "no_text", problem: "neither text nor blocks" };
  }
  return { kind: "message", message: parsed.data };
}
