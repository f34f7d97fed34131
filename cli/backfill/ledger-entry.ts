import { createHash } from "node:crypto";
import { secondsPerDay } from "../../shared/history/denial-item.ts";

/**
 * An event that a backfill has counted: 66 bits of its id's digest, whose first 42 are what a fingerprint's item knows
 * its last events by, and the stretch of time that its place in the ledger is found by.
 */
export interface LedgerEntry {
  readonly digest: string;
  readonly bucket: number;
}

const digestCharacters = 11;
const daysInBucket = 16;

export function ledgerDigest(dedupeId: string): string {
  return createHash("sha256").update(dedupeId).digest("base64url").slice(0, digestCharacters);
}

/** The stretch of 16 days that a time (epoch seconds) is in. */
export function ledgerBucket(seconds: number): number {
  return Math.floor(seconds / (daysInBucket * secondsPerDay));
}

/** The end of a stretch, epoch seconds: what is in it must be known for as long as such an event may be brought again. */
export function bucketEndSeconds(bucket: number): number {
  return (bucket + 1) * daysInBucket * secondsPerDay;
}

/** As an item holds it in a set. */
export function formatLedgerEntry({ digest, bucket }: LedgerEntry): string {
  return `${digest}${bucket.toString(36)}`;
}

export function parseLedgerEntry(text: string): LedgerEntry {
  return {
    digest: text.slice(0, digestCharacters),
    bucket: Number.parseInt(text.slice(digestCharacters), 36),
  };
}
