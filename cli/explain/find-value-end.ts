const quote = 0x22;
const backslash = 0x5c;
const newline = 0x0a;
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
  let open = depth;
  let i = start;
  while (i < length) {
    const byte = bytes[i] ?? 0;
    if (byte === quote) {
      if (bytes[i + 1] === e && beginsError(bytes, i + 1)) namesError = true;
      for (i++; i < length; i++) {
        const inside = bytes[i] ?? 0;
        if (inside === quote) break;
        if (inside === backslash) {
          i++;
          if (bytes[i] === u) namesError = true;
        } else if (inside === newline) return { kind: "broken-string", offset: i };
      }
      if (i >= length) return { kind: "unended" };
      if (open === 0) return { kind: "end", offset: i + 1, namesError };
    } else {
      // Bit 0x20 is all that tells "[" from "{", and "]" from "}".
      const bracket = byte | 0x20;
      if (bracket === 0x7b) open++;
      else if (bracket === 0x7d && --open <= 0) return { kind: "end", offset: i + 1, namesError };
    }
    i++;
  }
  return { kind: "unended" };
}

function beginsError(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 1] === r && bytes[at + 2] === r && bytes[at + 3] === o && bytes[at + 4] === r;
}
