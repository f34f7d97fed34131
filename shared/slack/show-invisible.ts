/** Characters that show nothing, or change how others show: controls, bidirectional overrides, zero widths, tags. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}]/gu;
/** No script needs more marks on one letter; hostile text stacks hundreds. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

/**
 * Text on one line in which nothing hides: line breaks and tabs become spaces, invisible characters their code point
 * (`[U+202E]`), lone surrogates U+FFFD.
 */
export function showInvisible(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\t\n\r\v\f]+/g, " ")
    .replace(invisible, nameCodePoint)
    .replace(stackedMarks, "$1");
}

/** The same for a text of several lines, whose line breaks stay. */
export function showInvisibleLines(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => showInvisible(line))
    .join("\n");
}

function nameCodePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `[U+${hex.padStart(4, "0")}]`;
}
