import { createHash } from "node:crypto";

/** A short name of a config's content, the same whatever the order of its keys. */
export function hashConfig(json: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(sortKeys(json)))
    .digest("hex")
    .slice(0, 12);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, sortKeys(field)]),
  );
}
