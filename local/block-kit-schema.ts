import { z } from "zod";
import { slackLimits } from "../shared/slack/validate-message.ts";

const blockId = z.string().min(1).max(slackLimits.blockId).optional();

function plainText(most: number) {
  return z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(most),
    emoji: z.boolean().optional(),
  });
}

function mrkdwn(most: number) {
  return z.strictObject({
    type: z.literal("mrkdwn"),
    text: z.string().min(1).max(most),
    verbatim: z.boolean().optional(),
  });
}

function anyText(most: number) {
  return z.discriminatedUnion("type", [plainText(most), mrkdwn(most)]);
}

const imageSchema = z.strictObject({
  type: z.literal("image"),
  image_url: z.string().min(1).max(3000),
  alt_text: z.string().min(1).max(2000),
});

const buttonSchema = z.strictObject({
  type: z.literal("button"),
  text: plainText(slackLimits.buttonText),
  action_id: z.string().min(1).max(255).optional(),
  url: z.url().max(slackLimits.buttonUrl).optional(),
  value: z.string().max(slackLimits.buttonValue).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  accessibility_label: z.string().max(75).optional(),
  confirm: z.unknown().optional(),
});

const richTextStyle = z
  .object({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .optional();

const richTextElements = z.array(
  z.discriminatedUnion("type", [
    z.object({ type: z.literal("text"), text: z.string(), style: richTextStyle }),
    z.object({
      type: z.literal("link"),
      url: z.string(),
      text: z.string().optional(),
      style: richTextStyle,
    }),
    z.object({ type: z.literal("emoji"), name: z.string() }),
    z.object({ type: z.literal("user"), user_id: z.string() }),
    z.object({ type: z.literal("channel"), channel_id: z.string() }),
    z.object({ type: z.literal("broadcast"), range: z.enum(["here", "channel", "everyone"]) }),
  ]),
);

const richTextSection = z.object({
  type: z.literal("rich_text_section"),
  elements: richTextElements,
});

const richTextPart = z.discriminatedUnion("type", [
  richTextSection,
  z.object({ type: z.literal("rich_text_preformatted"), elements: richTextElements }),
  z.object({ type: z.literal("rich_text_quote"), elements: richTextElements }),
  z.object({
    type: z.literal("rich_text_list"),
    style: z.enum(["bullet", "ordered"]),
    elements: z.array(richTextSection),
  }),
]);

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
      accessory: z.discriminatedUnion("type", [buttonSchema, imageSchema]).optional(),
      expand: z.boolean().optional(),
    })
    .refine(({ text, fields }) => text !== undefined || fields !== undefined),
  z.strictObject({
    type: z.literal("context"),
    block_id: blockId,
    elements: z
      .array(
        z.discriminatedUnion("type", [
          plainText(slackLimits.contextText),
          mrkdwn(slackLimits.contextText),
          imageSchema,
        ]),
      )
      .min(1)
      .max(slackLimits.contextElements),
  }),
  z.strictObject({
    type: z.literal("actions"),
    block_id: blockId,
    elements: z.array(buttonSchema).min(1).max(slackLimits.actions),
  }),
  z.strictObject({ type: z.literal("divider"), block_id: blockId }),
  imageSchema.extend({ block_id: blockId, title: plainText(2000).optional() }),
  z.strictObject({
    type: z.literal("rich_text"),
    block_id: blockId,
    elements: z.array(richTextPart),
  }),
]);

export const blocksSchema = z
  .array(blockSchema)
  .max(slackLimits.blocks)
  .refine((blocks) => {
    const ids = blocks.flatMap((block) => block.block_id ?? []);
    return new Set(ids).size === ids.length;
  });

/** A block that Slack would take ("Block Kit reference", Slack's developer docs). */
export type Block = z.infer<typeof blockSchema>;
export type SectionBlock = Extract<Block, { type: "section" }>;
export type BlockText = NonNullable<SectionBlock["text"]>;
export type Button = z.infer<typeof buttonSchema>;
export type RichTextPart = z.infer<typeof richTextPart>;
export type RichTextElement = z.infer<typeof richTextElements>[number];
