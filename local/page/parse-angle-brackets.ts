import { decodeEntities } from "./decode-entities.ts";
import type { MrkdwnNode } from "./mrkdwn-node.ts";

/** What stands between `<` and `>`: a link, a mention, a date; null where Slack shows it as it is. */
export function parseAngleBrackets(inner: string): MrkdwnNode | null {
  const bar = inner.indexOf("|");
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? null : decodeEntities(inner.slice(bar + 1));
  if (/^[@#][A-Z0-9]+$/.test(target)) {
    return { kind: "mention", text: target.charAt(0) + (label ?? target.slice(1)) };
  }
  if (target.startsWith("!")) return parseSpecial(target.slice(1), label);
  const url = decodeEntities(target);
  if (isWebAddress(url)) return { kind: "link", url, text: label ?? url };
  if (url.startsWith("mailto:")) {
    return { kind: "text", text: label ?? url.slice("mailto:".length) };
  }
  return null;
}

/** The only addresses that a page may lead to. */
export function isWebAddress(url: string): boolean {
  const protocol = URL.parse(url)?.protocol;
  return protocol === "https:" || protocol === "http:";
}

function parseSpecial(name: string, label: string | null): MrkdwnNode {
  if (name.startsWith("date^")) return { kind: "text", text: label ?? "" };
  const [word = ""] = name.split("^");
  return { kind: "mention", text: label ?? `@${word}` };
}
