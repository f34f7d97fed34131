const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Ends a text that was cut. */
export const ellipsis = "…";

/**
 * The text, cut between two graphemes and ended by "…" so that what `render` makes of it is at most `maxLength`
 * long. `render` must work character by character (escaping does). Looks at no more of the text than it needs.
 */
export function truncateText(
  text: string,
  maxLength: number,
  render: (text: string) => string = (unchanged) => unchanged,
): string {
  const isShort = text.length <= maxLength;
  if (isShort && render(text).length <= maxLength) return text;
  const mostLength = maxLength - ellipsis.length;
  let kept = "";
  let length = 0;
  // One character more than can be kept, and what may still belong to its grapheme.
  for (const { segment } of segmenter.segment(text.slice(0, maxLength + 32))) {
    length += render(segment).length;
    if (length > mostLength) break;
    kept += segment;
  }
  return maxLength < ellipsis.length ? "" : kept.trimEnd() + ellipsis;
}
