/** Longer texts are rarely asked twice, and would hold memory. */
const longestKept = 512;

/**
 * A pure function of one text, with its last answers kept: at most `most` of them, then it begins anew. For what is
 * asked again and again while records stream by: a caller's ARN, an action, a user agent. What `answer` reads of
 * `source` must be in the text whole.
 */
export function remember<Answer, Source = undefined>(
  most: number,
  answer: (text: string, source: Source) => Answer,
): (text: string, ...source: Source extends undefined ? [] : [Source]) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (text, source?: Source) => {
    const kept = known.get(text);
    if (kept !== undefined) return kept.answer;
    const found = answer(text, source as Source);
    if (text.length > longestKept) return found;
    if (known.size >= most) known.clear();
    known.set(text, { answer: found });
    return found;
  };
}
