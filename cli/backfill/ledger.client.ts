import { type DynamoDBClient, QueryCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { DenialItem } from "../../shared/history/denial-item.ts";
import { secondsPerDay } from "../../shared/history/denial-item.ts";
import { bucketEndSeconds, type LedgerEntry } from "./ledger-entry.ts";

/** The events of one fingerprint that backfills have counted. */
export interface Ledger {
  readonly digests: ReadonlySet<string>;
  /** Adds what is not in it; adding twice is adding once. */
  add(entries: readonly LedgerEntry[]): Promise<void>;
}

/** An item of so many is some 55 KB, and each write to it as many write units. */
const mostInShard = 4000;

/**
 * Reads a fingerprint's ledger: items `B#<fingerprint>`, one for 16 days, more where there is more. `isNew`: nobody can
 * have written one yet, and it is not asked for.
 */
export async function openLedger(
  dynamoDb: DynamoDBClient,
  tableName: string,
  fingerprint: string,
  keepDays: number,
  isNew = false,
): Promise<Ledger> {
  const partition = { S: `B#${fingerprint}` };
  const digests = new Set<string>();
  const sizes = new Map<string, number>();
  let start: DenialItem | undefined;
  if (isNew) return { digests, add };
  do {
    const page = await dynamoDb.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": partition },
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    for (const { sk, ids } of page.Items ?? []) {
      for (const digest of ids?.SS ?? []) digests.add(digest);
      sizes.set(sk?.S ?? "", ids?.SS?.length ?? 0);
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return { digests, add };

  async function add(entries: readonly LedgerEntry[]): Promise<void> {
    const left = new Map<string, { readonly bucket: number; readonly digests: string[] }>();
    for (const { digest, bucket } of entries) {
      if (digests.has(digest)) continue;
      digests.add(digest);
      const sk = shardOf(bucket);
      sizes.set(sk, (sizes.get(sk) ?? 0) + 1);
      const part = left.get(sk) ?? { bucket, digests: [] };
      part.digests.push(digest);
      left.set(sk, part);
    }
    await Promise.all([...left].map(([sk, part]) => write(sk, part)));
  }

  async function write(
    sk: string,
    part: { readonly bucket: number; readonly digests: readonly string[] },
  ): Promise<void> {
    await dynamoDb.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: { pk: partition, sk: { S: sk } },
        UpdateExpression: "SET #ttl = :ttl ADD ids :ids",
        ExpressionAttributeNames: { "#ttl": "ttl" },
        ExpressionAttributeValues: {
          ":ttl": { N: String(bucketEndSeconds(part.bucket) + keepDays * secondsPerDay) },
          ":ids": { SS: [...part.digests] },
        },
      }),
    );
  }

  function shardOf(bucket: number): string {
    for (let shard = 0; ; shard += 1) {
      const sk = `${bucket}#${shard}`;
      if ((sizes.get(sk) ?? 0) < mostInShard) return sk;
    }
  }
}
