/** An atom of an expression with its quantifier: a class, a group, an escape, a literal. */
const token =
  /(?:\[(?:\\.|[^\]])*\]|\((?:\\.|\[(?:\\.|[^\]])*\]|\((?:\\.|[^()])*\)|[^()[])*\)|\\.|[^\\])(?:[*+?]|\{\d+(?:,\d*)?\})?/g;

/**
 * How many characters an expression looks at in a text, as far as its form tells: from each place where a match may
 * begin, those that it gets through before it fails. The same on any machine, linear where the expression is.
 */
export function regexReach(expression: RegExp, text: string): number {
  // Every atom and what follows it may be absent: what is matched is then how far the whole would have come.
  const partial = (expression.source.match(token) ?? []).reduceRight(
    (rest, atom) => `(?:${atom}${rest})?`,
    "",
  );
  const flags = `${expression.flags.replace("g", "")}y`;
  const reached = new RegExp(partial, flags);
  const whole = new RegExp(expression.source, flags);
  let reach = 0;
  let at = 0;
  while (at < text.length) {
    reached.lastIndex = whole.lastIndex = at;
    reach += 1 + (reached.exec(text)?.[0].length ?? 0);
    // A search goes on behind what it has found.
    at += whole.exec(text)?.[0].length || 1;
  }
  return reach;
}
