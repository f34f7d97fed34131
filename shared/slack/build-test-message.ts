import type { TestAlert } from "./alert.ts";
import { contextBlock } from "./blocks/context-block.ts";
import { headerBlock } from "./blocks/header-block.ts";
import { sectionBlock } from "./blocks/section-block.ts";
import { codeSpan } from "./code-span.ts";
import { formatTime } from "./format-time.ts";
import type { SlackMessage } from "./message.ts";

/** A message that shows that messages arrive, marked so that nobody takes it for an alert. */
export function buildTestMessage({ sentBy, sentAt }: TestAlert): SlackMessage {
  const at = formatTime(sentAt, "seconds");
  return {
    text: "Denywatch test: alerts arrive here. Nothing was denied.",
    blocks: [
      headerBlock("✅ Denywatch test: alerts arrive here"),
      sectionBlock(
        "Nothing was denied and nothing is to be done. New access denials will look like a headline, why it happened, and what to do.",
      ),
      contextBlock(`Sent by ${codeSpan(sentBy, 200)}${at === null ? "" : ` at ${at}`}`),
    ],
  };
}
