import { displayWidth, graphemes } from "./display-width.ts";

/** How a piece of text looks; "plain" like the terminal's own. */
export type TextStyle = "plain" | "bold" | "italic" | "quiet" | "code" | "link" | "mention";

/** Text of one look. Holds no line break and no control character. */
export interface StyledText {
  readonly text: string;
  readonly style: TextStyle;
  /** Where it leads; http or https, printable ASCII. */
  readonly url?: string;
}

/** The pieces as lines at most `width` columns wide, broken at spaces, or within a word that is too long. */
export function wrapStyledText(
  pieces: readonly StyledText[],
  width: number,
): readonly (readonly StyledText[])[] {
  const lines: StyledText[][] = [[]];
  let used = 0;
  for (const { word, isSpace } of splitWords(pieces)) {
    const columns = measure(word);
    if (used + columns > width && used > 0) {
      lines.push([]);
      used = 0;
      if (isSpace) continue;
    }
    for (const part of columns > width ? breakWord(word, width) : [word]) {
      if (used + measure(part) > width && used > 0) {
        lines.push([]);
        used = 0;
      }
      lines.at(-1)?.push(...part);
      used += measure(part);
    }
  }
  return lines;
}

interface Word {
  readonly word: readonly StyledText[];
  readonly isSpace: boolean;
}

/** What must stay together may be of several pieces: a name in code and the comma behind it. */
function splitWords(pieces: readonly StyledText[]): readonly Word[] {
  const words: Word[] = [];
  let word: StyledText[] = [];
  for (const piece of pieces) {
    for (const text of piece.text.split(/( +)/)) {
      if (text.startsWith(" ")) {
        if (word.length > 0) words.push({ word, isSpace: false });
        words.push({ word: [{ ...piece, text }], isSpace: true });
        word = [];
      } else if (text !== "") {
        word.push({ ...piece, text });
      }
    }
  }
  return word.length > 0 ? [...words, { word, isSpace: false }] : words;
}

function measure(word: readonly StyledText[]): number {
  return word.reduce((sum, { text }) => sum + displayWidth(text), 0);
}

/** A word that is longer than a line, in parts that are not. */
function breakWord(word: readonly StyledText[], width: number): readonly (readonly StyledText[])[] {
  const parts: (readonly StyledText[])[] = [];
  for (const piece of word) {
    let text = "";
    let used = 0;
    for (const grapheme of graphemes(piece.text)) {
      const columns = displayWidth(grapheme);
      if (used + columns > width) {
        parts.push([{ ...piece, text }]);
        text = "";
        used = 0;
      }
      text += grapheme;
      used += columns;
    }
    parts.push([{ ...piece, text }]);
  }
  return parts;
}
