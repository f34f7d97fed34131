const quote = 0x22;
const backslash = 0x5c;
const newline = 0x0a;

/** Where a JSON value ends: behind its last byte, or why it has no end. */
export type ValueEnd =
  | { readonly kind: "end"; readonly offset: number }
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
  let open = depth;
  let i = start;
  while (i < length) {
    const byte = bytes[i] ?? 0;
    if (byte === quote) {
      for (i++; i < length; i++) {
        const inside = bytes[i] ?? 0;
        if (inside === quote) break;
        if (inside === backslash) i++;
        else if (inside === newline) return { kind: "broken-string", offset: i };
      }
      if (i >= length) return { kind: "unended" };
      if (open === 0) return { kind: "end", offset: i + 1 };
    } else {
      // Bit 0x20 is all that tells "[" from "{", and "]" from "}".
      const bracket = byte | 0x20;
      if (bracket === 0x7b) open++;
      else if (bracket === 0x7d && --open <= 0) return { kind: "end", offset: i + 1 };
    }
    i++;
  }
  return { kind: "unended" };
}
