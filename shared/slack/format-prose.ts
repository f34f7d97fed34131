import { maskSecrets } from "../redaction/mask-secrets.ts";
import { codeSpan } from "./code-span.ts";
import { escapeEntities } from "./escape-entities.ts";
import { showInvisible } from "./show-invisible.ts";
import { ellipsis } from "./truncate-text.ts";

const opening = "([{\"'“‘";
const closing = ")]}\"'”’,.;:!?…";
/** What mrkdwn may interpret, and what occurs in names rather than in words. */
const special = /[*_~`@#<>|\\={}$^]|\S:\S|::|^:|^--|[\p{L}\p{N}]\.[\p{L}\p{N}]{2,}|\/\//u;

/**
 * A sentence that holds names from an event, as mrkdwn of at most `maxLength` characters: ARNs, actions, addresses,
 * the given `names` and every word with a character that Slack might interpret become code spans, so that they are
 * shown exactly and can be copied; the rest is escaped.
 */
export function formatProse(
  text: string,
  maxLength: number,
  names: ReadonlySet<string> = new Set(),
): string {
  const shown = showInvisible(maskSecrets(text)).replace(/\s+/g, " ").trim();
  // One character more than fits: a longer text always meets its end below.
  const words = shown === "" ? [] : shown.slice(0, maxLength + 1).split(" ");
  let result = "";
  for (const word of words) {
    const separator = result === "" ? "" : " ";
    // Room stays for the mark of a cut, also behind the last word.
    const room = maxLength - result.length - separator.length - 1 - ellipsis.length;
    const formatted = formatWord(word, names);
    if (formatted.length > room) {
      return result === "" ? codeSpan(word, maxLength) : `${result} ${ellipsis}`;
    }
    result += separator + formatted;
  }
  return result;
}

function formatWord(word: string, names: ReadonlySet<string>): string {
  const { before, core, after } = splitPunctuation(word);
  if (core === "") return escapeEntities(word);
  const isName = names.has(core) || special.test(core) || /:\S*:/.test(word);
  return isName ? before + codeSpan(core, core.length * 5 + 2) + after : escapeEntities(word);
}

/** Punctuation around a word, the genitive's "'s" included, stays outside its code span. */
function splitPunctuation(word: string): { before: string; core: string; after: string } {
  let start = 0;
  let end = word.length;
  while (start < end && opening.includes(word.charAt(start))) start++;
  while (end > start && closing.includes(word.charAt(end - 1))) end--;
  if (end - start > 2 && /['’]s/.test(word.slice(end - 2, end))) end -= 2;
  return { before: word.slice(0, start), core: word.slice(start, end), after: word.slice(end) };
}
