import { UsageError } from "./exit-codes.ts";

/** A flag's value as a list of known words, comma-separated. Throws a UsageError that names those it takes. */
export function parseList<Word extends string>(
  flag: string,
  text: string,
  known: readonly Word[],
): readonly Word[] {
  return text.split(",").map((part) => {
    const word = known.find((one) => one === part.trim());
    if (word === undefined) {
      throw new UsageError(`${flag} takes ${known.join(", ")}, not "${part.trim()}"`);
    }
    return word;
  });
}
