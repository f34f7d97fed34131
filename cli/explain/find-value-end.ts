import { findStringStop } from "./find-string-stop.ts";

const quote = 0x22;
const lineBreak = 0x0a;
const [openObject, closeObject, openArray, closeArray] = [0x7b, 0x7d, 0x5b, 0x5d];
const [e, r, o, u] = [0x65, 0x72, 0x6f, 0x75];

/** Where a JSON value ends: behind its last byte, or why it has no end. */
export type ValueEnd =
  | {
      readonly kind: "end";
      readonly offset: number;
      /** A string in it, key or text, begins with "error", or has an escape by which it could. */
      readonly namesError: boolean;
    }
  /** The bytes end inside the value. */
  | { readonly kind: "unended" }
  /** A line break inside a string, at `offset`: this is no JSON. */
  | { readonly kind: "broken-string"; readonly offset: number };

/**
 * The end of the object, array or string that begins at `start`, told from brackets and quotes alone: what lies
 * between is not checked. With `depth` above 0, `start` lies inside that many brackets. Linear in what it passes.
 */
export function findValueEnd(bytes: Uint8Array, start: number, depth = 0): ValueEnd {
  const { length } = bytes;
  let namesError = false;
  let brackets = depth;
  let i = start;
  while (i < length) {
    const byte = bytes[i++];
    if (byte === quote) {
      if (bytes[i] === e && goesOnAsError(bytes, i)) namesError = true;
      for (;;) {
        i = findStringStop(bytes, i);
        const stop = bytes[i];
        if (stop === quote) break;
        if (stop === undefined) return { kind: "unended" };
        if (stop === lineBreak) return { kind: "broken-string", offset: i };
        if (bytes[i + 1] === u) namesError = true;
        i += 2;
      }
      i++;
      if (brackets === 0) return { kind: "end", offset: i, namesError };
    } else if (byte === openObject || byte === openArray) {
      brackets++;
    } else if (byte === closeObject || byte === closeArray) {
      if (--brackets <= 0) return { kind: "end", offset: i, namesError };
    }
  }
  return { kind: "unended" };
}

function goesOnAsError(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 1] === r && bytes[at + 2] === r && bytes[at + 3] === o && bytes[at + 4] === r;
}
