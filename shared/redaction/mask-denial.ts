import type { Denial } from "../denial/denial.ts";
import { maskSecrets } from "./mask-secrets.ts";

/** Ids and hashes that are compared, and the blob that only `sts:DecodeAuthorizationMessage` can read. */
const keptFields: ReadonlySet<string> = new Set([
  "fingerprint",
  "eventId",
  "dedupeId",
  "occurredAt",
  "encodedMessage",
]);

/**
 * The denial without what looks like a secret in any of its texts: what is stored, told and matched. Before anything
 * shortens a text, for half a token is still half a token. Its fingerprint stays that of the whole texts.
 */
export function maskDenial<D extends Denial>(denial: D): D {
  // Nearly every denial holds none, and one look at all of its texts says so.
  const texts = textsOf(denial).join("\n");
  return maskSecrets(texts) === texts ? denial : maskTexts(denial);
}

function textsOf(value: object): readonly string[] {
  return Object.entries(value).flatMap(([field, inner]: [string, unknown]) => {
    if (keptFields.has(field)) return [];
    if (typeof inner === "string") return [inner];
    return typeof inner === "object" && inner !== null ? textsOf(inner) : [];
  });
}

function maskTexts<T extends object>(value: T): T {
  const masked = Object.entries(value).map(([field, inner]: [string, unknown]) => [
    field,
    keptFields.has(field) ? inner : maskValue(inner),
  ]);
  return Object.fromEntries(masked) as T;
}

function maskValue(value: unknown): unknown {
  if (typeof value === "string") return maskSecrets(value);
  return typeof value === "object" && value !== null ? maskTexts(value) : value;
}
