import { z } from "zod";
import { findMrkdwnProblems } from "./find-mrkdwn-problems.ts";

/** Slack's limits of the blocks that Denywatch uses ("Block Kit reference" and "Text object", Slack's developer docs). */
export const slackLimits = {
  text: 40_000,
  blocks: 50,
  blockId: 255,
  header: 150,
  sectionText: 3000,
  fields: 10,
  field: 2000,
  contextElements: 10,
  contextText: 3000,
  actions: 25,
  buttonText: 75,
  buttonUrl: 3000,
  buttonValue: 2000,
} as const;

const wellFormed = z.string().refine((text) => text.isWellFormed(), "holds a lone surrogate");

function plainText(most: number) {
  return z.strictObject({
    type: z.literal("plain_text"),
    text: wellFormed.min(1).max(most),
    emoji: z.boolean().optional(),
  });
}

function mrkdwn(most: number) {
  return z.strictObject({
    type: z.literal("mrkdwn"),
    text: mrkdwnText(most),
    verbatim: z.boolean().optional(),
  });
}

function mrkdwnText(most: number) {
  return wellFormed
    .min(1)
    .max(most)
    .superRefine((text, context) => {
      for (const message of findMrkdwnProblems(text)) context.addIssue({ code: "custom", message });
    });
}

function anyText(most: number) {
  return z.discriminatedUnion("type", [plainText(most), mrkdwn(most)]);
}

const blockId = z.string().min(1).max(slackLimits.blockId).optional();

const buttonSchema = z.strictObject({
  type: z.literal("button"),
  text: plainText(slackLimits.buttonText),
  action_id: z.string().min(1).max(255).optional(),
  url: z.url().max(slackLimits.buttonUrl).optional(),
  value: z.string().max(slackLimits.buttonValue).optional(),
  style: z.enum(["primary", "danger"]).optional(),
});

const blockSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("header"),
    block_id: blockId,
    text: plainText(slackLimits.header),
  }),
  z
    .strictObject({
      type: z.literal("section"),
      block_id: blockId,
      text: anyText(slackLimits.sectionText).optional(),
      fields: z.array(anyText(slackLimits.field)).min(1).max(slackLimits.fields).optional(),
      expand: z.boolean().optional(),
    })
    .refine(
      ({ text, fields }) => text !== undefined || fields !== undefined,
      "has neither text nor fields",
    ),
  z.strictObject({
    type: z.literal("context"),
    block_id: blockId,
    elements: z.array(anyText(slackLimits.contextText)).min(1).max(slackLimits.contextElements),
  }),
  z.strictObject({
    type: z.literal("actions"),
    block_id: blockId,
    elements: z.array(buttonSchema).min(1).max(slackLimits.actions),
  }),
  z.strictObject({ type: z.literal("divider"), block_id: blockId }),
]);

const messageSchema = z.strictObject({
  text: mrkdwnText(slackLimits.text),
  blocks: z.array(blockSchema).max(slackLimits.blocks).optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
});

/**
 * What Slack would refuse in a message, or show other than meant (a cut entity, an open code span, a live mention):
 * one line each with its path; none for a good message. Knows the blocks that Denywatch uses, and no others.
 */
export function validateSlackMessage(message: unknown): readonly string[] {
  const result = messageSchema.safeParse(message);
  if (!result.success) {
    return result.error.issues.map(({ path, message: problem }) =>
      path.length === 0 ? problem : `${path.join(".")}: ${problem}`,
    );
  }
  const ids = (result.data.blocks ?? []).flatMap((block) => block.block_id ?? []);
  return new Set(ids).size === ids.length ? [] : ["blocks: two blocks have the same block_id"];
}
