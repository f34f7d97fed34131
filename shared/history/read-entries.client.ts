import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { OnDamagedEntry } from "./damage.ts";
import type { HistoryEntry } from "./known-denial.ts";
import { readHistoryEntry } from "./read-denial.ts";
import { readItemPairs } from "./read-item-pairs.client.ts";

/** The entries of these fingerprints, in their order; those that are not there are left out. */
export async function readEntries(
  dynamoDb: DynamoDBClient,
  tableName: string,
  fingerprints: readonly string[],
  onDamaged: OnDamagedEntry,
): Promise<readonly HistoryEntry[]> {
  const pairs = await readItemPairs(dynamoDb, tableName, fingerprints);
  const entries = [...new Set(fingerprints)].flatMap((fingerprint) => {
    const pair = pairs.get(fingerprint);
    return pair === undefined ? [] : [readHistoryEntry(pair.item, pair.second)];
  });
  for (const entry of entries) {
    if (entry.damage !== null) onDamaged(entry);
  }
  return entries;
}
