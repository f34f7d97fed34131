import { findValueEnd } from "./find-value-end.ts";
import type { Frame, FrameCursor, ListKind } from "./frame.ts";
import { findLineEnd, isMoreOfBrokenJson } from "./text-line.ts";

const openObject = 0x7b;
const openArray = 0x5b;
const closeArray = 0x5d;
const comma = 0x2c;
const quote = 0x22;
const newline = 0x0a;

/** What may stand before the first element of a streamed list: `{"Records":[`. */
const listHead = /^\{\s*"(Records|Events)"\s*:\s*\[/;
/** No list's head is longer, unless somebody pads it; then the value is read as a whole. */
const longestHead = 256;

/**
 * Splits input into JSON values, elements of the known lists and lines of text, by their brackets alone. Advances the
 * cursor; with `isLast` false it stops before what the bytes do not hold whole. Never throws, linear in the bytes.
 */
export function* frameValues(
  bytes: Uint8Array,
  cursor: FrameCursor,
  isLast: boolean,
): Generator<Frame, void> {
  for (;;) {
    const step =
      cursor.list === null ? topLevel(bytes, cursor, isLast) : inList(bytes, cursor, isLast);
    if (step === "stop") return;
    if (step !== "again") yield step;
  }
}

type Step = Frame | "again" | "stop";

function topLevel(bytes: Uint8Array, cursor: FrameCursor, isLast: boolean): Step {
  const start = skipBlanks(bytes, cursor.offset, true);
  if (start >= bytes.length) {
    if (!cursor.recovering) cursor.offset = bytes.length;
    return "stop";
  }
  if (cursor.recovering) return recover(bytes, cursor, isLast);
  cursor.offset = start;
  const isJson = beginsJson(bytes, start);
  // A lone bracket at the end: what follows will tell.
  if (isJson === null && !isLast) return "stop";
  if (isJson === false) return textLine(bytes, cursor, isLast);
  const head = listHeadAt(bytes, start);
  if (head !== null) {
    cursor.list = head.list;
    cursor.offset = head.end;
    return "again";
  }
  return value(bytes, cursor, isLast, start);
}

function inList(bytes: Uint8Array, cursor: FrameCursor, isLast: boolean): Step {
  const start = skipBlanks(bytes, cursor.offset, true);
  cursor.offset = start;
  const byte = bytes[start];
  if (byte === undefined) {
    return isLast ? broken(cursor, start, start, "the list is not closed") : "stop";
  }
  if (byte === closeArray) return leaveList(bytes, cursor, isLast);
  if (byte === openObject || byte === openArray || byte === quote) {
    return value(bytes, cursor, isLast, start);
  }
  return scalar(bytes, cursor, isLast, start);
}

/** Steps over the list's bracket and, where an object holds the list, over the rest of that object. */
function leaveList(bytes: Uint8Array, cursor: FrameCursor, isLast: boolean): Step {
  const start = cursor.offset;
  const behind = start + 1;
  if (cursor.list === "array") {
    cursor.list = null;
    cursor.offset = behind;
    return "again";
  }
  const end = findValueEnd(bytes, behind, 1);
  if (end.kind === "end") {
    cursor.list = null;
    cursor.offset = end.offset;
    return "again";
  }
  if (end.kind === "unended" && !isLast) return "stop";
  const stop = end.kind === "unended" ? bytes.length : end.offset;
  return broken(cursor, start, stop, "what follows the list is not closed");
}

function value(bytes: Uint8Array, cursor: FrameCursor, isLast: boolean, start: number): Step {
  const end = findValueEnd(bytes, start);
  switch (end.kind) {
    case "end":
      cursor.offset = end.offset;
      return {
        kind: "value",
        start,
        end: end.offset,
        list: cursor.list,
        namesError: end.namesError,
      };
    case "unended":
      return isLast ? broken(cursor, start, bytes.length, "it ends in the middle") : "stop";
    case "broken-string":
      return broken(cursor, start, end.offset, "a string in it holds a line break");
  }
}

/** A number, `true` or the like in a list: framed as far as the next comma, bracket or line break. */
function scalar(bytes: Uint8Array, cursor: FrameCursor, isLast: boolean, start: number): Step {
  let end = start;
  for (; end < bytes.length; end++) {
    const byte = bytes[end];
    if (byte === comma || byte === closeArray || byte === newline) break;
  }
  if (end === bytes.length && !isLast) return "stop";
  // Anything that is no bare word means that the brackets are wrong: leave the list.
  const length = end - start;
  if (length > 64) return broken(cursor, start, end, "an element of the list is no JSON");
  cursor.offset = Math.max(end, start + 1);
  return { kind: "value", start, end: cursor.offset, list: cursor.list, namesError: true };
}

function broken(cursor: FrameCursor, start: number, end: number, reason: string): Frame {
  const { list } = cursor;
  cursor.list = null;
  cursor.offset = end;
  cursor.recovering = true;
  return { kind: "broken", start, end, list, reason };
}

function textLine(bytes: Uint8Array, cursor: FrameCursor, isLast: boolean): Step {
  const start = cursor.offset;
  const end = findLineEnd(bytes, start);
  if (end === -1 && !isLast) return "stop";
  const stop = end === -1 ? bytes.length : end;
  cursor.offset = stop;
  return { kind: "text", start, end: stop };
}

/** From the rest of a broken line on, line by line, to the first that begins something of its own. */
function recover(bytes: Uint8Array, cursor: FrameCursor, isLast: boolean): Step {
  const lineEnd = findLineEnd(bytes, cursor.offset);
  if (lineEnd === -1) {
    if (!isLast) return "stop";
    cursor.offset = bytes.length;
    return "again";
  }
  const next = lineEnd + 1;
  if (next >= bytes.length && !isLast) return "stop";
  cursor.offset = next;
  if (!isMoreOfBrokenJson(bytes, next)) cursor.recovering = false;
  return "again";
}

/** `{"`, `{}`, `[{`, `["`, `[[`, `[]`, with white space between: a log line such as "[ERROR] ..." is no JSON. Null where the bytes end. */
function beginsJson(bytes: Uint8Array, start: number): boolean | null {
  const first = bytes[start];
  if (first !== openObject && first !== openArray) return false;
  const next = bytes[skipBlanks(bytes, start + 1, false)];
  if (next === undefined) return null;
  if (next === quote) return true;
  if (first === openObject) return next === 0x7d;
  return next === openObject || next === openArray || next === closeArray;
}

function listHeadAt(
  bytes: Uint8Array,
  start: number,
): { readonly list: ListKind; readonly end: number } | null {
  if (bytes[start] === openArray) return { list: "array", end: start + 1 };
  const head = listHead.exec(
    Buffer.from(
      bytes.buffer,
      bytes.byteOffset + start,
      Math.min(longestHead, bytes.length - start),
    ).toString("latin1"),
  );
  if (head === null) return null;
  return { list: head[1] === "Events" ? "Events" : "Records", end: start + head[0].length };
}

/** White space, byte order marks, and where asked for commas. */
function skipBlanks(bytes: Uint8Array, from: number, commas: boolean): number {
  let i = from;
  for (; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0xef && bytes[i + 1] === 0xbb && bytes[i + 2] === 0xbf) {
      i += 2;
      continue;
    }
    const isSpace = byte === 0x20 || byte === newline || byte === 0x0d || byte === 0x09;
    if (!isSpace && !(commas && byte === comma)) break;
  }
  return i;
}
