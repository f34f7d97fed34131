/** The value of a JSON text; undefined where it is none, for the parser's own error quotes the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
