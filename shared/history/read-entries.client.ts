import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type DenialItem, denialKey, fingerprintOfKey } from "./denial-item.ts";
import { detailsKey, isReadTooLate } from "./details-item.ts";
import type { OnDamagedEntry } from "./damage.ts";
import type { HistoryEntry } from "./known-denial.ts";
import { readHistoryEntry } from "./read-denial.ts";
import { readItems } from "./read-items.client.ts";

interface ItemPair {
  readonly item: DenialItem;
  readonly second: DenialItem | null;
}

/** A fingerprint that is tidied each time that it is read is taken as it was read last. */
const mostReads = 3;

/** The entries of these fingerprints, in their order; those that are not there are left out. */
export async function readEntries(
  dynamoDb: DynamoDBClient,
  tableName: string,
  fingerprints: readonly string[],
  onDamaged: OnDamagedEntry,
): Promise<readonly HistoryEntry[]> {
  const pairs = new Map<string, ItemPair>();
  let left: readonly string[] = [...new Set(fingerprints)];
  for (let reads = 0; reads < mostReads && left.length > 0; reads += 1) {
    const read = await readPairs(dynamoDb, tableName, left);
    for (const [fingerprint, pair] of read) pairs.set(fingerprint, pair);
    left = [...read].flatMap(([fingerprint, { item, second }]) =>
      isReadTooLate(item, second) ? [fingerprint] : [],
    );
  }
  const entries = [...new Set(fingerprints)].flatMap((fingerprint) => {
    const pair = pairs.get(fingerprint);
    return pair === undefined ? [] : [readHistoryEntry(pair.item, pair.second)];
  });
  for (const entry of entries) {
    if (entry.damage !== null) onDamaged(entry);
  }
  return entries;
}

async function readPairs(
  dynamoDb: DynamoDBClient,
  tableName: string,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, ItemPair>> {
  const items = byFingerprint(await readItems(dynamoDb, tableName, fingerprints.map(denialKey)));
  const tidied = [...items].flatMap(([fingerprint, item]) =>
    item["sx"] === undefined ? [] : [fingerprint],
  );
  const seconds = byFingerprint(await readItems(dynamoDb, tableName, tidied.map(detailsKey)));
  return new Map(
    [...items].map(([fingerprint, item]) => [
      fingerprint,
      { item, second: seconds.get(fingerprint) ?? null },
    ]),
  );
}

function byFingerprint(items: readonly DenialItem[]): ReadonlyMap<string, DenialItem> {
  return new Map(items.map((item) => [fingerprintOfKey(item) ?? "", item]));
}
