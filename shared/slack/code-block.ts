import { maskSecrets } from "../redaction/mask-secrets.ts";
import { escapeEntities } from "./escape-entities.ts";
import { showInvisibleLines } from "./show-invisible.ts";

const fence = "```";

/**
 * A text to copy, as a code block of at most `maxLength` characters. Null where it could not be shown exactly (too
 * long, or with a secret, a backtick or an invisible character in it): what is pasted must be what is meant.
 */
export function codeBlock(text: string, maxLength = 2500): string | null {
  const isExact =
    maskSecrets(text) === text && showInvisibleLines(text) === text && !text.includes("`");
  const block = `${fence}${escapeEntities(text)}${fence}`;
  return isExact && text.trim() !== "" && block.length <= maxLength ? block : null;
}
