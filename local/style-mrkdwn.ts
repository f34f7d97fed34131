import { showInvisible } from "../shared/slack/show-invisible.ts";
import type { MrkdwnNode } from "./page/mrkdwn-node.ts";
import { parseMrkdwn } from "./page/parse-mrkdwn.ts";
import type { StyledText, TextStyle } from "./wrap-styled-text.ts";

/** A line for a terminal, not wrapped yet. `isCode`: it is part of a block of code. */
export interface StyledLine {
  readonly pieces: readonly StyledText[];
  readonly isCode: boolean;
}

/** mrkdwn as styled lines. Characters that could move a terminal's cursor or hide are shown by name. */
export function styleMrkdwn(text: string): readonly StyledLine[] {
  const lines: StyledLine[] = [];
  let pieces: StyledText[] = [];
  for (const node of parseMrkdwn(text)) walk(node, "plain");
  endLine();
  return lines;

  function walk(node: MrkdwnNode, style: TextStyle): void {
    switch (node.kind) {
      case "text":
        push(node.text, style);
        break;
      case "link":
        pieces.push({ text: showOnOneLine(node.text), style: "link", url: new URL(node.url).href });
        break;
      case "mention":
        push(node.text, "mention");
        break;
      case "emoji":
        push(node.character, style);
        break;
      case "line-break":
        endLine();
        break;
      case "bold":
      case "italic":
        for (const child of node.children) walk(child, node.kind);
        break;
      case "strike":
        for (const child of node.children) walk(child, "quiet");
        break;
      case "code":
        for (const child of node.children) walk(child, "code");
        break;
      case "quote":
        push("> ", "quiet");
        for (const child of node.children) walk(child, style);
        endLine();
        break;
      case "preformatted":
        endLine();
        for (const child of node.children) pushCode("text" in child ? child.text : "");
        break;
    }
  }

  function push(shown: string, style: TextStyle): void {
    pieces.push({ text: showOnOneLine(shown), style });
  }

  function pushCode(code: string): void {
    for (const line of code.split("\n")) {
      lines.push({ pieces: [{ text: showOnOneLine(line), style: "code" }], isCode: true });
    }
  }

  function endLine(): void {
    if (pieces.length > 0) lines.push({ pieces, isCode: false });
    pieces = [];
  }
}

/** Without anything that could hide or move the cursor; an emoji keeps the selector that makes it one. */
export function showOnOneLine(text: string): string {
  return text
    .split(/(?<=\p{Extended_Pictographic})\ufe0f/u)
    .map(showInvisible)
    .join("\ufe0f");
}
