/** Two columns wide in a terminal: East Asian wide forms, and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;
const noWidth = /^(?:\p{M}|\u200d|\ufe0e|\ufe0f)+$/u;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** How many columns a line of text takes in a terminal. */
export function displayWidth(text: string): number {
  // Printable ASCII, which most text is, takes one column a character.
  if (/^[ -~]*$/.test(text)) return text.length;
  return graphemes(text).reduce((sum, part) => sum + graphemeWidth(part), 0);
}

/** What a reader takes for characters. */
export function graphemes(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function graphemeWidth(part: string): number {
  if (noWidth.test(part)) return 0;
  return wide.test(part) ? 2 : 1;
}
