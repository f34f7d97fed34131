import type { Config } from "../../shared/config/config-schema.ts";
import { formatConfigProblem } from "../../shared/config/config-problem.ts";
import { UsageError } from "../exit-codes.ts";
import { readCheckedConfig } from "../read-checked-config.ts";

/** The config of a file, for `--config`. Throws a `UsageError` where it cannot be read or is invalid. */
export async function loadConfig(
  name: string,
  now: Date,
): Promise<{ readonly name: string; readonly config: Config }> {
  const checked = await readCheckedConfig(name, now);
  if (checked.kind === "valid") return { name, config: checked.config };
  const [problem] = checked.problems;
  throw new UsageError(
    problem === undefined ? `"${name}" is invalid` : formatConfigProblem(problem, name),
  );
}
