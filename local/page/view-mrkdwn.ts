import type { MrkdwnNode } from "./mrkdwn-node.ts";
import { parseMrkdwn } from "./parse-mrkdwn.ts";
import { element, type ViewNode } from "./view-node.ts";

/** mrkdwn as elements. */
export function viewMrkdwn(text: string, verbatim = false): readonly ViewNode[] {
  return parseMrkdwn(text, verbatim).map(viewNode);
}

function viewNode(node: MrkdwnNode): ViewNode {
  switch (node.kind) {
    case "text":
      return node.text;
    case "bold":
      return element("b", node.children.map(viewNode));
    case "italic":
      return element("em", node.children.map(viewNode));
    case "strike":
      return element("s", node.children.map(viewNode));
    case "quote":
      return element("blockquote", node.children.map(viewNode));
    case "code":
      return element("code", node.children.map(viewNode));
    case "preformatted":
      return element("pre", node.children.map(viewNode));
    case "link":
      return element("a", [node.text], { href: node.url });
    case "mention":
      return element("span.mention", [node.text]);
    case "emoji":
      return viewEmoji(node.character, node.name);
    case "line-break":
      return element("br", []);
  }
}

/** An emoji, with its name for who hears the page. */
export function viewEmoji(character: string, name: string): ViewNode {
  return element("span.emoji", [character], { label: name.replaceAll("_", " ") });
}
