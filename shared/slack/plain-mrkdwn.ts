import { maskSecrets } from "../redaction/mask-secrets.ts";
import { escapeEntities } from "./escape-entities.ts";
import { showInvisible } from "./show-invisible.ts";
import { truncateText } from "./truncate-text.ts";

/**
 * Any text for a message's top-level `text`, at most `maxLength` characters, in which Slack finds nothing to
 * interpret. No code spans: a phone and a screen reader would say the backticks. What would format or link is
 * replaced by a look-alike, since mrkdwn has no escape for it.
 */
export function plainMrkdwn(text: string, maxLength = 300): string {
  const defused = defuseFormatting(showInvisible(maskSecrets(text))).trim();
  return escapeEntities(truncateText(defused, maxLength, escapeEntities));
}

/** Character for character: the text's length stays. */
function defuseFormatting(text: string): string {
  return (
    text
      .replaceAll("`", "ˋ")
      .replaceAll("*", "∗")
      .replaceAll("~", "∼")
      // Between two word characters it formats nothing, and names are full of it.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "＿")
      .replace(/:(?=\/\/)/g, "꞉")
      // An emoji's name has no capitals, dots or slashes: most actions and ARNs stay as they are.
      .replace(/:(?=[\p{Ll}\p{Lm}\p{Lo}\p{N}_+'-]{1,100}:)/gu, "꞉")
      .replace(/@(?=here|channel|everyone|group)/gi, "＠")
      .replace(/(?<=^|[^\p{L}\p{N}])#(?=[\p{L}\p{N}])/gu, "＃")
  );
}
