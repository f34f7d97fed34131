import type { KnownBlock } from "@slack/types";
import { escapeEntities } from "./escape-entities.ts";
import type { SlackMessage } from "./message.ts";

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
      return [`*${escapeEntities(block.text.text).replace(/[*_~`]/g, " ")}*`];
    case "section":
      return [
        ...(block.text === undefined ? [] : [block.text.text]),
        ...(block.fields ?? []).map(({ text }) => text.replace("\n", " ")),
      ];
    case "context":
      return block.elements.flatMap((element) => ("text" in element ? [element.text] : []));
    default:
      return [];
  }
}
