import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type DenialItem, denialKey, fingerprintOfKey } from "./denial-item.ts";
import { detailsKey } from "./details-item.ts";
import type { HistoryEntry } from "./known-denial.ts";
import { readHistoryEntry } from "./read-denial.ts";
import { readItems } from "./read-items.client.ts";

/** The entries of these fingerprints, in their order; those that are not there are left out. */
export async function readEntries(
  dynamoDb: DynamoDBClient,
  tableName: string,
  fingerprints: readonly string[],
): Promise<readonly HistoryEntry[]> {
  const asked = [...new Set(fingerprints)];
  const items = byFingerprint(await readItems(dynamoDb, tableName, asked.map(denialKey)));
  const tidied = asked.filter((fingerprint) => items.get(fingerprint)?.["sx"] !== undefined);
  const seconds = byFingerprint(await readItems(dynamoDb, tableName, tidied.map(detailsKey)));
  return asked.flatMap((fingerprint) => {
    const item = items.get(fingerprint);
    return item === undefined ? [] : [readHistoryEntry(item, seconds.get(fingerprint) ?? null)];
  });
}

function byFingerprint(items: readonly DenialItem[]): ReadonlyMap<string, DenialItem> {
  return new Map(items.map((item) => [fingerprintOfKey(item) ?? "", item]));
}
