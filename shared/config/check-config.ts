import { type Config, configSchema } from "./config-schema.ts";
import { type ConfigPath, formatConfigPath, quoteConfigValue } from "./config-path.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { describeIssue } from "./describe-issue.ts";
import { findConfigWarnings } from "./find-config-warnings.ts";
import { findContradictions } from "./find-contradictions.ts";
import { readJsonc } from "./read-jsonc.ts";

export type CheckedConfig =
  | {
      readonly kind: "valid";
      readonly config: Config;
      /** What was written, without comments and without defaults: what is stored, and `parseConfig` reads. */
      readonly json: unknown;
      readonly warnings: readonly string[];
    }
  | { readonly kind: "invalid"; readonly problems: readonly ConfigProblem[] };

/**
 * In UTF-8 bytes. An item holds at most 400 KB ("Quotas in Amazon DynamoDB"): this config, the one before it, and what
 * checking made of this one, whose ids of mutes make it up to two thirds larger, and the mutes' dates.
 */
export const mostConfigBytes = 80_000;

/** Checks a config file's text as a whole: every mistake with its place, its value and what is allowed. Never throws. */
export function checkConfig(text: string, now: Date): CheckedConfig {
  const bytes = Buffer.byteLength(text);
  if (bytes > mostConfigBytes) {
    const message = `is ${bytes} bytes long; at most ${mostConfigBytes}`;
    return { kind: "invalid", problems: [{ path: "", line: 1, column: 1, value: null, message }] };
  }
  const read = readJsonc(text.replace(/^\uFEFF/, ""));
  if (read.kind === "broken") {
    return {
      kind: "invalid",
      problems: read.problems.map(({ position, path, message }) => ({
        path: formatConfigPath(path),
        ...position,
        value: null,
        message,
      })),
    };
  }
  const { value: json, locate } = read;
  const parsed = configSchema.safeParse(json);
  const mistakes = parsed.success
    ? findContradictions(parsed.data).map((found) => ({ ...found, part: "value" as const }))
    : parsed.error.issues.flatMap(describeIssue);
  if (!parsed.success || mistakes.length > 0) {
    return {
      kind: "invalid",
      problems: mistakes
        .map(({ path, part, message }) => ({
          path: formatConfigPath(path),
          ...locate(path, part),
          ...describeValue(valueAt(json, path), part, message),
        }))
        .sort((a, b) => a.line - b.line || a.column - b.column),
    };
  }
  return {
    kind: "valid",
    config: parsed.data,
    json,
    warnings: findConfigWarnings(parsed.data, now),
  };
}

function describeValue(
  value: unknown,
  part: "key" | "value",
  message: string,
): Pick<ConfigProblem, "value" | "message"> {
  if (part === "key") return { value: null, message };
  if (value === undefined) return { value: null, message: `is missing: it ${message}` };
  // "an object" helps only where something else should be there.
  const tells = typeof value !== "object" || message.startsWith("must be");
  return { value: tells ? quoteConfigValue(value) : null, message };
}

function valueAt(json: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    json,
  );
}
