import type { CloudTrailRecord } from "./record.ts";

/** A record's error as far as it has one. */
export interface DenialText {
  readonly errorCode: string | null;
  readonly message: string | null;
}

/**
 * Where a service puts its error in the record, by field path under the record, in the order that they are read
 * ("CloudTrail record contents", CloudTrail User Guide: some "provide error information as part of responseElements").
 */
export const errorPlaces = [
  { path: [], code: "errorCode", message: "errorMessage" },
  { path: ["responseElements"], code: "errorCode", message: "errorMessage" },
] as const;

/** The record's error code and message, from the first place that holds either; null where it has none. */
export function denialTextOf(record: CloudTrailRecord): DenialText {
  // Nearly always it is in the first place.
  const own = { errorCode: text(record.errorCode), message: text(record.errorMessage) };
  if (own.errorCode !== null || own.message !== null) return own;
  for (const place of errorPlaces) {
    let holder: unknown = record;
    for (const step of place.path) holder = field(holder, step);
    const errorCode = text(field(holder, place.code));
    const message = text(field(holder, place.message));
    if (errorCode !== null || message !== null) return { errorCode, message };
  }
  return { errorCode: null, message: null };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
