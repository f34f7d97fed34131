import { maskSecrets } from "../redaction/mask-secrets.ts";

/** The longest text of one field, in characters: an entry stays far under PutEvents' 256 KB. */
const longestText = 2_048;

/** A text as subscribers see it: bounded, well formed, secrets masked. */
export function boundText(text: string): string {
  // A half of a surrogate pair is no text; well-formed UTF-8 is what EventBridge takes.
  // A secret that the first cut halves is beyond the second.
  return maskSecrets(text.slice(0, 2 * longestText))
    .slice(0, longestText)
    .toWellFormed();
}
