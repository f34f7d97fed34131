/**
 * Compiles EventBridge's wildcard: `*` is any text, `\*` and `\\` are themselves, anything else too.
 * Null where EventBridge refuses it: two `*` side by side, another escape. Linear in the pieces times the text.
 */
export function compileWildcard(pattern: string): ((text: string) => boolean) | null {
  const pieces = splitPieces(pattern);
  if (pieces === null) return null;
  const [first = "", ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length) return false;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let at = first.length;
    for (const piece of others) {
      const found = text.indexOf(piece, at);
      if (found === -1 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}

/** The literal texts between the `*`s; null for a pattern that EventBridge refuses. */
function splitPieces(pattern: string): string[] | null {
  const pieces: string[] = [];
  let piece = "";
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === "*") {
      if (pattern.charAt(at + 1) === "*") return null;
      pieces.push(piece);
      piece = "";
    } else if (character === "\\") {
      const escaped = pattern.charAt(++at);
      if (escaped !== "*" && escaped !== "\\") return null;
      piece += escaped;
    } else {
      piece += character;
    }
  }
  return [...pieces, piece];
}
