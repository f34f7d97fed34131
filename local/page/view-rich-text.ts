import type { RichTextElement, RichTextPart } from "../block-kit-schema.ts";
import { emoji } from "./emoji.ts";
import { isWebAddress } from "./parse-angle-brackets.ts";
import { viewEmoji } from "./view-mrkdwn.ts";
import { element, type ViewNode } from "./view-node.ts";

/** One part of a rich_text block. */
export function viewRichText(part: RichTextPart): ViewNode {
  switch (part.type) {
    case "rich_text_section":
      return element("p", part.elements.flatMap(viewElement));
    case "rich_text_preformatted":
      return element("pre", part.elements.flatMap(viewElement));
    case "rich_text_quote":
      return element("blockquote", part.elements.flatMap(viewElement));
    case "rich_text_list":
      return element(
        part.style === "ordered" ? "ul.ordered" : "ul",
        part.elements.map((item) => element("li", item.elements.flatMap(viewElement))),
      );
  }
}

function viewElement(part: RichTextElement): readonly ViewNode[] {
  switch (part.type) {
    case "text":
      return [viewStyled(viewLines(part.text), part.style)];
    case "link": {
      const shown = part.text ?? part.url;
      return [isWebAddress(part.url) ? element("a", [shown], { href: part.url }) : shown];
    }
    case "emoji": {
      const character = emoji.get(part.name);
      return [character === undefined ? `:${part.name}:` : viewEmoji(character, part.name)];
    }
    case "user":
      return [element("span.mention", [`@${part.user_id}`])];
    case "channel":
      return [element("span.mention", [`#${part.channel_id}`])];
    case "broadcast":
      return [element("span.mention", [`@${part.range}`])];
  }
}

type Style = Extract<RichTextElement, { type: "text" }>["style"];

function viewStyled(text: readonly ViewNode[], style: Style): ViewNode {
  let node: ViewNode = element("span", text);
  if (style?.code === true) node = element("code", [node]);
  if (style?.strike === true) node = element("s", [node]);
  if (style?.italic === true) node = element("em", [node]);
  if (style?.bold === true) node = element("b", [node]);
  return node;
}

/** Plain text in which line breaks show. */
export function viewLines(text: string): readonly ViewNode[] {
  return text
    .split("\n")
    .flatMap((line, index) => (index === 0 ? [line] : [element("br", []), line]));
}
