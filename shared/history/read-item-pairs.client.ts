import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type DenialItem, denialKey, fingerprintOfKey } from "./denial-item.ts";
import { detailsKey, isReadTooLate } from "./details-item.ts";
import type { ItemPair } from "./item-pair.ts";
import { readItems } from "./read-items.client.ts";

/** A fingerprint that is tidied each time that it is read is taken as it was read last. */
const mostReads = 3;

/** The items of these fingerprints as they are now; those that are not there are left out. */
export async function readItemPairs(
  dynamoDb: DynamoDBClient,
  tableName: string,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, ItemPair>> {
  const pairs = new Map<string, ItemPair>();
  let left: readonly string[] = [...new Set(fingerprints)];
  for (let reads = 0; reads < mostReads && left.length > 0; reads += 1) {
    const read = await readOnce(dynamoDb, tableName, left);
    for (const [fingerprint, pair] of read) pairs.set(fingerprint, pair);
    left = [...read].flatMap(([fingerprint, { item, second }]) =>
      isReadTooLate(item, second) ? [fingerprint] : [],
    );
  }
  return pairs;
}

async function readOnce(
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
