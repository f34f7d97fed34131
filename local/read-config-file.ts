import { readFile } from "node:fs/promises";
import { checkConfig } from "../shared/config/check-config.ts";
import { formatConfigProblem } from "../shared/config/config-problem.ts";

export type ConfigFile =
  | { readonly kind: "valid"; readonly json: unknown; readonly warnings: readonly string[] }
  /** A line for each mistake, with its place. */
  | { readonly kind: "wrong"; readonly problems: readonly string[] };

/** Reads and checks a config file, as `denywatch config check` does. Never throws. */
export async function readConfigFile(file: string, now: Date): Promise<ConfigFile> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return { kind: "wrong", problems: [`Cannot read config file "${file}": ${code}`] };
  }
  const checked = checkConfig(text, now);
  if (checked.kind === "invalid") {
    const problems = checked.problems.map((problem) => formatConfigProblem(problem, file));
    return { kind: "wrong", problems };
  }
  const warnings = checked.warnings.map((warning) => `${file}: warning: ${warning}`);
  return { kind: "valid", json: checked.json, warnings };
}
