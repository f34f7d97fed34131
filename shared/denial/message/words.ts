/** The text ended before the word did: what is there is a proper prefix of it, perhaps an empty one. */
export const CUT = -2;
/** Something else stands there. */
export const MISS = -1;

/** Whether a UTF-16 code unit is white space between words: ASCII's, the no-break space, the byte-order mark. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
}

/** The first position from `position` on that holds no white space, at most the text's length. */
export function skipSpace(text: string, position: number): number {
  while (position < text.length && isSpace(text.charCodeAt(position))) position++;
  return position;
}

/** What `isSpace` is not, for the engine to pass over. */
const noSpace = /[^\t-\r \u00a0\ufeff]*/y;

/** The first white space from `position` on, at most the text's length. */
export function tokenEnd(text: string, position: number): number {
  noSpace.lastIndex = position;
  return noSpace.test(text) ? noSpace.lastIndex : position;
}

/** ASCII letters, digits, hyphen and underscore: what continues a word. */
export function isWordCode(code: number): boolean {
  const folded = code | 32;
  return (
    (folded >= 97 && folded <= 122) || (code >= 48 && code <= 57) || code === 45 || code === 95
  );
}

function foldAscii(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/**
 * Reads one lower-case word, after white space and whatever its ASCII case: the position behind it, or `CUT` or `MISS`.
 * A word that ends in a letter must not go on in the text.
 */
export function wordAt(text: string, position: number, word: string): number {
  const start = skipSpace(text, position);
  const end = start + word.length;
  // Mostly it is spelled so, or something quite different stands there.
  if (!text.startsWith(word, start)) {
    for (let i = start; i < end; i++) {
      if (i >= text.length) return CUT;
      if (foldAscii(text.charCodeAt(i)) !== word.charCodeAt(i - start)) return MISS;
    }
  }
  const closed = !isWordCode(word.charCodeAt(word.length - 1));
  if (!closed && end < text.length && isWordCode(text.charCodeAt(end))) return MISS;
  return end;
}

/** Reads words one after the other, as `wordAt` does; the first that is not there decides. */
export function wordsAt(text: string, position: number, words: readonly string[]): number {
  for (const word of words) {
    position = wordAt(text, position, word);
    if (position < 0) return position;
  }
  return position;
}

/** Reads the first of several words that is there whole; `CUT` if the text ended within one of them. */
export function anyWordAt(text: string, position: number, words: readonly string[]): number {
  let outcome = MISS;
  for (const word of words) {
    const end = wordAt(text, position, word);
    if (end >= 0) return end;
    if (end === CUT) outcome = CUT;
  }
  return outcome;
}
