import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";

type Made<Value> =
  | { readonly kind: "made"; readonly value: Value }
  | { readonly kind: "failed"; readonly problem: string };

/** Nothing takes longer; whoever was to make it was killed. */
const patienceMilliseconds = 300_000;

/**
 * Makes what several test files need and is dear to make: the first file to ask makes it, the others of the run wait and
 * read it. Gives it back as JSON keeps it; throws in every file where making it failed.
 */
export async function onceARun<Value>(
  name: string,
  make: () => Value | Promise<Value>,
): Promise<Value> {
  const file = join(inject("runFolder"), `${name}.json`);
  if (isFirst(`${file}.lock`)) {
    writeFileSync(`${file}.new`, JSON.stringify(await tryMake(make)));
    renameSync(`${file}.new`, file);
  }
  const giveUp = Date.now() + patienceMilliseconds;
  while (!existsSync(file)) {
    if (Date.now() > giveUp) throw new Error(`Cannot wait for "${name}": nobody has made it`);
    await sleep(50);
  }
  const made = JSON.parse(readFileSync(file, "utf8")) as Made<Value>;
  if (made.kind === "failed") throw new Error(`Cannot make "${name}": ${made.problem}`);
  return made.value;
}

function isFirst(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function tryMake<Value>(make: () => Value | Promise<Value>): Promise<Made<Value>> {
  try {
    return { kind: "made", value: await make() };
  } catch (error) {
    return { kind: "failed", problem: error instanceof Error ? error.message : String(error) };
  }
}
