type Method = (this: unknown, ...args: unknown[]) => unknown;

/** What one call looked at, in characters; `subject` is the text (or the expression) that it was called on. */
const costs: Readonly<
  Record<string, (subject: string, args: unknown[], result: unknown) => number>
> = {
  charAt: () => 1,
  charCodeAt: () => 1,
  codePointAt: () => 1,
  startsWith: (_, [needle]) => String(needle).length,
  endsWith: (_, [needle]) => String(needle).length,
  slice: () => 1,
  indexOf: (text, [, from], result) =>
    (result === -1 ? text.length : Number(result)) - Number(from ?? 0),
  lastIndexOf: (text, [, from], result) =>
    Math.min(Number(from ?? text.length), text.length) - Number(result),
  includes: (text) => text.length,
  split: (text) => text.length,
  replace: (text) => text.length,
  replaceAll: (text) => text.length,
  toLowerCase: (text) => text.length,
  toUpperCase: (text) => text.length,
  trim: (text, _, result) => 2 + text.length - String(result).length,
  trimEnd: (text, _, result) => 1 + text.length - String(result).length,
  trimStart: (text, _, result) => 1 + text.length - String(result).length,
};

/**
 * Runs a function and counts the characters that it looked at through the methods of strings, and those that
 * expressions searched: the same count on any machine. Not for code that awaits.
 */
export function countTextWork(run: () => void): number {
  let work = 0;
  const texts = String.prototype as unknown as Record<string, Method>;
  const originals = Object.keys(costs).map((name) => [name, texts[name] as Method] as const);
  const expressions = RegExp.prototype as unknown as Record<"exec", Method>;
  const exec = expressions.exec;
  for (const [name, original] of originals) {
    const cost = costs[name] ?? (() => 0);
    texts[name] = function counted(this: unknown, ...args) {
      const result = Reflect.apply(original, this, args);
      work += cost(String(this), args, result);
      return result;
    };
  }
  // `test`, `match` and the others call `exec` once it is not the engine's own.
  expressions.exec = function counted(this: unknown, text) {
    const { global, sticky, lastIndex } = this as RegExp;
    const found = Reflect.apply(exec, this, [text]) as RegExpExecArray | null;
    const end = found === null ? String(text).length : found.index + found[0].length;
    work += sticky ? (found?.[0].length ?? 0) + 1 : end - (global ? lastIndex : 0);
    return found;
  };
  try {
    run();
  } finally {
    for (const [name, original] of originals) texts[name] = original;
    expressions.exec = exec;
  }
  return work;
}
