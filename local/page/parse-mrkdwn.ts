import type { MrkdwnNode } from "./mrkdwn-node.ts";
import { parseCode, parseMrkdwnLine } from "./parse-mrkdwn-line.ts";

const fence = "```";
const quoteMark = /^(?:&gt;|>) ?/;

/**
 * Slack's mrkdwn ("Formatting message text", Slack's developer docs), read as Slack shows it. Every text is mrkdwn:
 * what is no markup stays as it is. Takes time that grows with the text's length only.
 */
export function parseMrkdwn(text: string, verbatim = false): readonly MrkdwnNode[] {
  const nodes: MrkdwnNode[] = [];
  let at = 0;
  while (at <= text.length) {
    const open = text.indexOf(fence, at);
    const close = open === -1 ? -1 : text.indexOf(fence, open + fence.length);
    if (close === -1) {
      nodes.push(...parseLines(text.slice(at), verbatim));
      break;
    }
    // The line breaks around a block belong to it.
    nodes.push(...parseLines(text.slice(at, open).replace(/\n$/, ""), verbatim));
    const code = text.slice(open + fence.length, close).replace(/^\n/, "");
    nodes.push({ kind: "preformatted", children: parseCode(code.replace(/\n$/, "")) });
    at = close + fence.length;
    if (text.charAt(at) === "\n") at += 1;
  }
  return nodes;
}

function parseLines(text: string, verbatim: boolean): readonly MrkdwnNode[] {
  if (text === "") return [];
  const nodes: MrkdwnNode[] = [];
  let quoted: MrkdwnNode[] | null = null;
  let isFirst = true;
  for (const line of text.split("\n")) {
    const mark = quoteMark.exec(line)?.[0];
    const content = parseMrkdwnLine(line.slice(mark?.length ?? 0), verbatim);
    if (mark === undefined) {
      if (!isFirst && quoted === null) nodes.push({ kind: "line-break" });
      nodes.push(...content);
      quoted = null;
    } else if (quoted === null) {
      quoted = [...content];
      nodes.push({ kind: "quote", children: quoted });
    } else {
      quoted.push({ kind: "line-break" }, ...content);
    }
    isFirst = false;
  }
  return nodes;
}
