import { readFile } from "node:fs/promises";
import { checkConfig, type CheckedConfig } from "../shared/config/check-config.ts";
import { UsageError } from "./exit-codes.ts";

/** A config file, checked. Throws a `UsageError` where it cannot be read; what is wrong in it is for the caller to say. */
export async function readCheckedConfig(file: string, now: Date): Promise<CheckedConfig> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new UsageError(`cannot read "${file}": ${code}`);
  }
  return checkConfig(text, now);
}
