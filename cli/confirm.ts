import { createInterface } from "node:readline/promises";
import { UsageError } from "./exit-codes.ts";

const nothingWritten =
  "nobody is here to confirm, so nothing was written: look at the above, then give --yes";

/** Asks on the terminal and takes only `y` for yes. Throws a UsageError that says `nobody` where no one is there to answer. */
export async function confirm(question: string, nobody = nothingWritten): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError(nobody);
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-D ends the prompt without an answer: that is a no.
    const answer = await Promise.race([
      prompt.question(`${question} [y/N] `),
      new Promise<string>((resolve) =>
        prompt.once("close", () => {
          resolve("");
        }),
      ),
    ]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    prompt.close();
  }
}
