import { maskSecrets } from "../redaction/mask-secrets.ts";
import { escapeEntities } from "./escape-entities.ts";
import { showInvisible } from "./show-invisible.ts";
import { truncateText } from "./truncate-text.ts";

/** Stands for a backtick, which nothing can escape inside a code span. */
const backtickLookalike = "ˋ";

/** Any text as one code span of at most `maxLength` characters: nothing in it is live, nothing of it breaks out. */
export function codeSpan(text: string, maxLength = 300): string {
  const shown = showInvisible(maskSecrets(text)).replaceAll("`", backtickLookalike).trim();
  const content = shown === "" ? "(empty)" : shown;
  return `\`${escapeEntities(truncateText(content, maxLength - 2, escapeEntities))}\``;
}
