import { decodeEntities } from "./decode-entities.ts";
import { emoji } from "./emoji.ts";
import type { MrkdwnNode } from "./mrkdwn-node.ts";
import { isWebAddress, parseAngleBrackets } from "./parse-angle-brackets.ts";

/** A single character, or something that no emphasis can begin or end in. */
type Item = string | MrkdwnNode;

const emphases = new Map([
  ["*", "bold"],
  ["_", "italic"],
  ["~", "strike"],
] as const);
type Delimiter = "*" | "_" | "~";

/** Bounded, so that many that never close cost no more than their length. */
const anglesForm = /<([^<>\n]{1,4000})>/g;
const nextAnglesForm = new RegExp(anglesForm.source, "y");
const entityForm = /&(?:amp|lt|gt);/y;
const emojiForm = /:([a-z0-9_+-]{1,40}):/y;
const addressForm = /https?:\/\/[^\s<>|`*~]{1,2000}/y;

/** One line of mrkdwn, in time that grows with its length only. `verbatim`: bare addresses are no links. */
export function parseMrkdwnLine(line: string, verbatim: boolean): readonly MrkdwnNode[] {
  return emphasise(readItems(line, verbatim));
}

/** A text in which only links, mentions and entities mean something: code. */
export function parseCode(text: string): readonly MrkdwnNode[] {
  const nodes: MrkdwnNode[] = [];
  let at = 0;
  for (const { 0: whole, 1: inner = "", index } of text.matchAll(anglesForm)) {
    const node = parseAngleBrackets(inner);
    if (node === null) continue;
    pushText(index);
    nodes.push(node);
    at = index + whole.length;
  }
  pushText(text.length);
  return nodes;

  function pushText(end: number): void {
    if (end > at) nodes.push({ kind: "text", text: decodeEntities(text.slice(at, end)) });
  }
}

function readItems(line: string, verbatim: boolean): readonly Item[] {
  const items: Item[] = [];
  const lastBacktick = line.lastIndexOf("`");
  let at = 0;
  while (at < line.length) {
    const { item, length } = readItem(at);
    items.push(item);
    at += length;
  }
  return items;

  function readItem(start: number): { readonly item: Item; readonly length: number } {
    const character = line.charAt(start);
    if (character === "<") {
      const [whole, inner] = match(nextAnglesForm, start) ?? [];
      const node = inner === undefined ? null : parseAngleBrackets(inner);
      if (whole !== undefined && node !== null) return { item: node, length: whole.length };
    }
    if (character === "`" && start < lastBacktick) {
      const end = line.indexOf("`", start + 1);
      const children = parseCode(line.slice(start + 1, end));
      if (children.length > 0) return { item: { kind: "code", children }, length: end + 1 - start };
    }
    if (character === "&") {
      const [entity] = match(entityForm, start) ?? [];
      if (entity !== undefined) return { item: decodeEntities(entity), length: entity.length };
    }
    if (character === ":") {
      const [whole, name = ""] = match(emojiForm, start) ?? [];
      const found = emoji.get(name);
      if (whole !== undefined && found !== undefined) {
        return { item: { kind: "emoji", name, character: found }, length: whole.length };
      }
    }
    if (character === "h" && !verbatim && !isWord(line.charAt(start - 1))) {
      const [address = ""] = match(addressForm, start) ?? [];
      const trimmed = address.replace(/[.,:;!?)\]'"_]{1,20}$/, "");
      const url = decodeEntities(trimmed);
      if (isWebAddress(url)) {
        return { item: { kind: "link", url, text: url }, length: trimmed.length };
      }
    }
    return { item: character, length: 1 };
  }

  function match(form: RegExp, start: number): RegExpExecArray | null {
    form.lastIndex = start;
    return form.exec(line);
  }
}

function emphasise(items: readonly Item[]): readonly MrkdwnNode[] {
  const closers = new Map([...emphases.keys()].map((mark) => [mark, findClosers(items, mark)]));
  return nodesBetween(0, items.length, "");

  /** `within`: the delimiters already open. None opens twice, so three levels are the most. */
  function nodesBetween(start: number, end: number, within: string): readonly MrkdwnNode[] {
    const nodes: MrkdwnNode[] = [];
    let text = "";
    for (let at = start; at < end; at++) {
      const item = items[at] ?? "";
      const kind = typeof item === "string" ? emphases.get(item as Delimiter) : undefined;
      const close = closers.get(item as Delimiter)?.[at + 2] ?? -1;
      const opens = kind !== undefined && !within.includes(item as Delimiter) && isOpening(at);
      if (opens && close !== -1 && close < end) {
        pushText();
        const children = nodesBetween(at + 1, close, within + (item as Delimiter));
        nodes.push({ kind, children });
        at = close;
      } else if (typeof item === "string") {
        text += item;
      } else {
        pushText();
        nodes.push(item);
      }
    }
    pushText();
    return nodes;

    function pushText(): void {
      if (text !== "") nodes.push({ kind: "text", text });
      text = "";
    }
  }

  function isOpening(at: number): boolean {
    const next = items[at + 1];
    return !isWord(items[at - 1]) && next !== undefined && !isSpace(next) && next !== items[at];
  }
}

/** For each position, the next one at or behind it where the delimiter may close; -1 where there is none. */
function findClosers(items: readonly Item[], mark: Delimiter): Int32Array {
  const closers = new Int32Array(items.length + 3).fill(-1);
  for (let at = items.length - 1; at > 0; at--) {
    const before = items[at - 1];
    const closes =
      items[at] === mark && !isSpace(before) && before !== mark && !isWord(items[at + 1]);
    closers[at] = closes ? at : (closers[at + 1] ?? -1);
  }
  return closers;
}

function isWord(item: Item | undefined): boolean {
  return typeof item === "string" && /[\p{L}\p{N}]/u.test(item);
}

function isSpace(item: Item | undefined): boolean {
  return typeof item === "string" && /\s/.test(item);
}
