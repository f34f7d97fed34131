import { readFile } from "node:fs/promises";
import { checkConfig } from "../../shared/config/check-config.ts";
import type { Config } from "../../shared/config/config-schema.ts";
import { formatConfigProblem } from "../../shared/config/config-problem.ts";
import { UsageError } from "../exit-codes.ts";

/** The config of a file, for `--config`. Throws a `UsageError` where it cannot be read or is invalid. */
export async function loadConfig(
  name: string,
  now: Date,
): Promise<{ readonly name: string; readonly config: Config }> {
  const text = await readFile(name, "utf8").catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new UsageError(`cannot read "${name}": ${code}`);
  });
  const checked = checkConfig(text, now);
  if (checked.kind === "valid") return { name, config: checked.config };
  const [problem] = checked.problems;
  throw new UsageError(
    problem === undefined ? `"${name}" is invalid` : formatConfigProblem(problem, name),
  );
}
