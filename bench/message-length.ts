import { parseDenialMessage } from "../shared/denial/parse-message.ts";
import type { BenchResult } from "./bench-result.ts";
import { median } from "./median.ts";

const start = "User: arn:aws:iam::2:user/ida is not authorized to perform: s3:Get on resource: ";
/** A name of one letter, and those that a slow scanner would start anew at every place of. */
const fillings: Readonly<Record<string, readonly [before: string, piece: string, after: string]>> =
  {
    "a long quoted name": [`${start}"`, "x", '" with an explicit deny in a session policy'],
    "a name of quotes": [`${start}"`, '" ', '" with an explicit deny in a session policy'],
    "a name of clauses": [
      `${start}a`,
      " because no session policy allows the",
      " x:Y action, he said",
    ],
    "a sentence of users": ["", "User: ", "is not authorized to perform: s3:Get"],
  };
const [small, large] = [10_000, 10_000_000];

/** How the time to read a message grows with its length: 1 where a letter costs the same at any length. */
export function benchMessageLength(): BenchResult[] {
  return Object.entries(fillings).map(([name, [before, piece, after]]) => {
    const message = (length: number): string =>
      before + piece.repeat(length / piece.length) + after;
    const perCharacter = (text: string, rounds: number): number =>
      median(
        Array.from({ length: rounds }, () => {
          const startedAt = performance.now();
          parseDenialMessage(text);
          return (performance.now() - startedAt) / text.length;
        }),
      );
    perCharacter(message(small), 200);
    const ratio = perCharacter(message(large), 3) / perCharacter(message(small), 201);
    return {
      name: `${name}: 10 MB against 10 KB`,
      value: ratio,
      unit: "× the time a character",
      aim: "at most 5",
      met: ratio <= 5,
    };
  });
}
