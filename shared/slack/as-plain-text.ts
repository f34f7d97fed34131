import type { KnownBlock, TextObject } from "@slack/types";
import type { SlackMessage } from "./message.ts";
import { plainMrkdwn } from "./plain-mrkdwn.ts";

/** Far under Slack's 40,000, and more than any message of ours holds. */
const mostLength = 30_000;

/** The same message without blocks, for a webhook that refuses them: every text of theirs, line by line. */
export function asPlainText(message: SlackMessage): SlackMessage {
  let text = "";
  for (const part of message.blocks.flatMap(textsOf)) {
    // Whole parts only: a cut could split a code block.
    if (text.length + part.length + 2 > mostLength) break;
    text += text === "" ? part : `\n${part}`;
  }
  return { text: text === "" ? message.text : text, blocks: [] };
}

function textsOf(block: KnownBlock): readonly string[] {
  switch (block.type) {
    case "header":
      return [`*${mrkdwnOf(block.text)}*`];
    case "section":
      return [block.text ?? [], block.fields ?? []].flat().map(mrkdwnOf);
    case "context":
      return block.elements.flatMap((element) => ("text" in element ? [mrkdwnOf(element)] : []));
    default:
      return [];
  }
}

function mrkdwnOf({ type, text }: TextObject): string {
  return type === "mrkdwn" ? text : plainMrkdwn(text, 3000);
}
