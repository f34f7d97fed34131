const printableAscii = /^[\x20-\x7e]*$/;
/** Controls, format characters (bidirectional overrides, zero-width ones) and line or paragraph separators. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * An event's text, fit to stand in a sentence: one line, nothing invisible, no half of a surrogate pair,
 * and at most `maxLength` UTF-16 units, an ellipsis at the end where it was longer.
 */
export function plainText(text: string, maxLength: number): string {
  const clean = printableAscii.test(text)
    ? text
    : text.toWellFormed().replace(invisible, "\u{fffd}");
  if (clean.length <= maxLength) return clean;
  const cut = clean.slice(0, Math.max(0, maxLength - 1));
  const last = cut.charCodeAt(cut.length - 1);
  const endsInHalf = last >= 0xd800 && last <= 0xdbff;
  return `${endsInHalf ? cut.slice(0, -1) : cut}…`;
}
