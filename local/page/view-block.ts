import type { Block, BlockText, Button, SectionBlock } from "../block-kit-schema.ts";
import { emoji } from "./emoji.ts";
import { isWebAddress } from "./parse-angle-brackets.ts";
import { viewEmoji, viewMrkdwn } from "./view-mrkdwn.ts";
import { element, type ViewNode } from "./view-node.ts";
import { viewLines, viewRichText } from "./view-rich-text.ts";

/** One block of a message, as Slack lays it out. */
export function viewBlock(block: Block): ViewNode {
  switch (block.type) {
    case "header":
      return element("h3.header", viewText(block.text));
    case "section":
      return viewSection(block);
    case "context":
      return element(
        "div.context",
        block.elements.map((part) =>
          part.type === "image" ? viewImage(part) : element("div", viewText(part)),
        ),
      );
    case "actions":
      return element("div.actions", block.elements.map(viewButton));
    case "divider":
      return element("hr", []);
    case "image":
      return element("div.image", [viewImage(block)]);
    case "rich_text":
      return element("div.section", block.elements.map(viewRichText));
  }
}

function viewSection({ text, fields, accessory }: SectionBlock): ViewNode {
  const main = [
    ...(text === undefined ? [] : [element("div.text", viewText(text))]),
    ...(fields === undefined
      ? []
      : [
          element(
            "div.fields",
            fields.map((field) => element("div.field", viewText(field))),
          ),
        ]),
  ];
  if (accessory === undefined) return element("div.section", main);
  return element("div.section with-accessory", [
    element("div.main", main),
    accessory.type === "button" ? viewButton(accessory) : viewImage(accessory),
  ]);
}

function viewButton({ text, url, style }: Button): ViewNode {
  const shown = viewText(text);
  const className = `button ${style ?? "default"}`;
  return url !== undefined && isWebAddress(url)
    ? element(`a.${className}`, shown, { href: url })
    : element(`span.${className}`, shown);
}

/** Pictures of other sites are named, not loaded: the page asks nobody but the alerter for anything. */
function viewImage(image: { readonly alt_text: string; readonly image_url: string }): ViewNode {
  const text = `🖼 ${image.alt_text}`;
  return isWebAddress(image.image_url)
    ? element("a.picture", [text], { href: image.image_url })
    : element("span.picture", [text]);
}

function viewText(text: BlockText): readonly ViewNode[] {
  if (text.type === "mrkdwn") return viewMrkdwn(text.text, text.verbatim === true);
  return text.emoji === false ? viewLines(text.text) : viewPlainText(text.text);
}

/** Plain text knows no markup, but it does know emoji. */
function viewPlainText(text: string): readonly ViewNode[] {
  return text.split(/(:[a-z0-9_+-]{1,40}:)/).flatMap((part) => {
    const name = part.slice(1, -1);
    const character = part.startsWith(":") ? emoji.get(name) : undefined;
    return character === undefined ? viewLines(part) : [viewEmoji(character, name)];
  });
}
