import { createHash } from "node:crypto";

/** Bytes kept of each event id: of 100 ids, a new one collides with one about once in 10^10 events. */
const digestBytes = 5;

/** A short digest of a CloudTrail event id, by which a copy of a counted event is known. */
export function eventDigest(dedupeId: string): Uint8Array {
  return createHash("sha256").update(dedupeId).digest().subarray(0, digestBytes);
}
