import type { z } from "zod";
import { buildConfigJsonSchema } from "./build-config-json-schema.ts";
import type { ConfigPath } from "./config-path.ts";

/** A schema's issue in words that say what is allowed. */
export interface DescribedIssue {
  readonly path: ConfigPath;
  /** The key is what is wrong, not its value. */
  readonly part: "key" | "value";
  readonly message: string;
}

/** What a schema found, one entry for each mistake. */
export function describeIssue(issue: z.core.$ZodIssue): readonly DescribedIssue[] {
  const { path, message } = issue;
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = knownKeysAt(path).join(", ");
      return issue.keys.map((key) => ({
        path: [...path, key],
        part: "key",
        message: `is no key here${known === "" ? "" : `; known are ${known}`}`,
      }));
    }
    case "invalid_key":
      return [{ path, part: "key", message: issue.issues[0]?.message ?? message }];
    case "invalid_value":
      return [
        { path, part: "value", message: `must be one of ${issue.values.map(String).join(", ")}` },
      ];
    case "invalid_type":
      return [{ path, part: "value", message: typeMessage(issue.expected, message) }];
    default:
      return [{ path, part: "value", message }];
  }
}

function typeMessage(expected: string, message: string): string {
  // What the schema says itself is better than the name of a type.
  if (!message.startsWith("Invalid input")) return message;
  return expected === "object" || expected === "record"
    ? "must be an object"
    : `must be a ${expected}`;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

function knownKeysAt(path: ConfigPath): readonly string[] {
  let schema: JsonSchema | undefined = buildConfigJsonSchema();
  for (const segment of path) {
    const next: unknown =
      typeof segment === "number"
        ? schema.items
        : (schema.properties?.[String(segment)] ?? schema.additionalProperties);
    if (typeof next !== "object" || next === null) return [];
    schema = next as JsonSchema;
  }
  return Object.keys(schema.properties ?? {});
}
