import { createHash } from "node:crypto";

/** 42 bits of each event id are kept: of 100 ids, a new one collides with one about once in 10^10 events. */
const digestCharacters = 7;

/** A short digest of a CloudTrail event id, by which a copy of a counted event is known. */
export function eventDigest(dedupeId: string): string {
  return createHash("sha256").update(dedupeId).digest("base64url").slice(0, digestCharacters);
}
