import type { Frame } from "./frame.ts";
import { findLineEnd, isBlank, isMoreOfBrokenJson } from "./text-line.ts";

/**
 * What may still be good of a broken stretch: each further line of it that does not look like the inside of
 * pretty-printed JSON, by itself. Linear in its bytes.
 */
export function* salvageLines(
  bytes: Uint8Array,
  start: number,
  end: number,
): Generator<Extract<Frame, { readonly kind: "value" | "text" }>, void> {
  let lineStart = nextLine(bytes, start, end);
  while (lineStart < end) {
    const next = nextLine(bytes, lineStart, end);
    if (!isMoreOfBrokenJson(bytes, lineStart)) {
      const isJson = bytes[lineStart] === 0x7b;
      if (!isJson) yield { kind: "text", start: lineStart, end: next };
      // A bare "{" opens a pretty-printed object: part of what is broken.
      else if (!isBlank(bytes, lineStart + 1, next)) {
        yield { kind: "value", start: lineStart, end: next, list: null, namesError: true };
      }
    }
    lineStart = next;
  }
}

function nextLine(bytes: Uint8Array, from: number, end: number): number {
  const found = findLineEnd(bytes, from);
  return found === -1 || found >= end ? end : found + 1;
}
