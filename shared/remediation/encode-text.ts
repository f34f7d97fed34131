const needsNoEncoding = /^[\w.~-]*$/;

/**
 * Percent-encodes any text for one part of a URL, the apostrophe too, which would end a quoted address; half a surrogate
 * pair becomes U+FFFD instead of an error.
 */
export function encodeText(text: string): string {
  if (needsNoEncoding.test(text)) return text;
  return encodeURIComponent(text.toWellFormed()).replaceAll("'", "%27");
}
