import { hash } from "node:crypto";

/** 64 bits: among 2,000 known ids, a new one is taken for one of them about once in 10^16 occurrences. */
const digestBytes = 8;

/** Characters of a digest in items of schema version 1. */
const digestCharactersV1 = 7;

/** A short digest of a CloudTrail event id, by which a copy of a counted event is known; 11 characters of base64url. */
export function eventDigest(dedupeId: string): string {
  return hash("sha256", dedupeId, "buffer").subarray(0, digestBytes).toString("base64url");
}

/** The digest as items of schema version 1 hold it. */
export function digestV1(digest: string): string {
  return digest.slice(0, digestCharactersV1);
}

/** Digests one after the other as bytes, and back. */
export function packDigests(digests: readonly string[]): Uint8Array {
  return Buffer.concat(digests.map((digest) => Buffer.from(digest, "base64url")));
}

export function unpackDigests(bytes: Uint8Array | undefined): readonly string[] {
  const buffer = Buffer.from(bytes ?? []);
  return Array.from({ length: buffer.length / digestBytes }, (_, index) =>
    buffer.subarray(index * digestBytes, (index + 1) * digestBytes).toString("base64url"),
  );
}
