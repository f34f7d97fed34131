const e = 0x65;
const r = 0x72;
const o = 0x6f;
const u = 0x75;

const nothing = 0;
const quote = 1;
const open = 2;
const close = 3;
const backslash = 4;
const lineBreak = 5;
const ended = 6;
/** Where a byte behind the last one is looked up. */
const none = 256;
/** What a byte does outside of strings: a look-up is cheaper than comparing it with each that matters. */
const outside = new Uint8Array(257);
outside[0x22] = quote;
outside[0x7b] = outside[0x5b] = open;
outside[0x7d] = outside[0x5d] = close;
outside[none] = ended;
/** What it does inside a string. */
const inside = new Uint8Array(257);
inside[0x22] = quote;
inside[0x5c] = backslash;
inside[0x0a] = lineBreak;
inside[none] = ended;

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
  let namesError = false;
  let brackets = depth;
  let i = start;
  for (;;) {
    let effect: number | undefined;
    while ((effect = outside[bytes[i] ?? none]) === nothing) i++;
    if (effect === quote) {
      i++;
      if (beginsError(bytes, i)) namesError = true;
      for (;;) {
        while ((effect = inside[bytes[i] ?? none]) === nothing) i++;
        if (effect === quote) break;
        if (effect === lineBreak) return { kind: "broken-string", offset: i };
        if (effect === ended) return { kind: "unended" };
        if (bytes[++i] === u) namesError = true;
        i++;
      }
      if (brackets === 0) return { kind: "end", offset: i + 1, namesError };
    } else if (effect === open) {
      brackets++;
    } else if (effect === ended) {
      return { kind: "unended" };
    } else if (--brackets <= 0) {
      return { kind: "end", offset: i + 1, namesError };
    }
    i++;
  }
}

function beginsError(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === e &&
    bytes[at + 1] === r &&
    bytes[at + 2] === r &&
    bytes[at + 3] === o &&
    bytes[at + 4] === r
  );
}
