import {
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import {
  type DenialItem,
  principalDigest,
  readHistoryEntry,
  reasonCode,
  secondsPerDay,
} from "./denial-item.ts";
import type { AlertStatus, HistoryEntry } from "./known-denial.ts";
import type { Denial } from "../denial/denial.ts";
import { readItem, readItems } from "./read-items.client.ts";
import type { HistoryIndexName } from "./table-definition.ts";

/** Which denials are asked for: the value of one index, last seen on the day of `sinceSeconds` or later. */
export interface ListOptions {
  readonly limit: number;
  /** Epoch seconds; 0 for all. Indexes know days, so that up to a day more may come. */
  readonly sinceSeconds?: number;
}

/** The history's questions. None of them scans; each answers with at most `limit` entries, last seen first by day. */
export interface DenialLists {
  find(fingerprint: string): Promise<HistoryEntry | null>;
  listByStatus(status: AlertStatus, options: ListOptions): Promise<readonly HistoryEntry[]>;
  listByAccount(account: string, options: ListOptions): Promise<readonly HistoryEntry[]>;
  /** `s3`, lower case. */
  listByService(service: string, options: ListOptions): Promise<readonly HistoryEntry[]>;
  /** `s3:PutObject`, whatever its case. */
  listByAction(action: string, options: ListOptions): Promise<readonly HistoryEntry[]>;
  listByReason(
    reason: Pick<Denial["reason"], "denyType" | "policyType">,
    options: ListOptions,
  ): Promise<readonly HistoryEntry[]>;
  listByPrincipal(principalKey: string, options: ListOptions): Promise<readonly HistoryEntry[]>;
  listByPrincipalDigest(digest: string, options: ListOptions): Promise<readonly HistoryEntry[]>;
  /** Those first seen between two times, epoch seconds, oldest first. */
  listNew(fromSeconds: number, toSeconds: number, limit: number): Promise<readonly HistoryEntry[]>;
}

/** The questions over the table `tableName`. */
export function createDenialLists(dynamoDb: DynamoDBClient, tableName: string): DenialLists {
  return {
    find: async (fingerprint) => {
      const item = await readItem(dynamoDb, tableName, fingerprint);
      return item === null ? null : readHistoryEntry(item);
    },
    listByStatus: async (status, options) => {
      const entries = await list("by-status", "s", status, options);
      // The index is behind the items: what was told a moment ago is still pending in it.
      return entries.filter((entry) => entry.status === status);
    },
    listByAccount: (account, options) => list("by-account", "a", account, options),
    listByService: (service, options) => list("by-service", "e", service.toLowerCase(), options),
    listByAction: (action, options) => list("by-action", "c", action.toLowerCase(), options),
    listByReason: (reason, options) => list("by-reason", "r", reasonCode(reason), options),
    listByPrincipal: (key, options) => list("by-principal", "p", principalDigest(key), options),
    listByPrincipalDigest: (digest, options) => list("by-principal", "p", digest, options),
    listNew,
  };

  async function list(
    index: HistoryIndexName,
    attribute: string,
    value: string,
    { limit, sinceSeconds = 0 }: ListOptions,
  ): Promise<readonly HistoryEntry[]> {
    const keys = await queryKeys(limit, {
      IndexName: index,
      KeyConditionExpression: `${attribute} = :value AND d >= :day`,
      ExpressionAttributeValues: {
        ":value": { S: value },
        ":day": { N: String(Math.floor(sinceSeconds / secondsPerDay)) },
      },
      ScanIndexForward: false,
    });
    const entries = await readEntries(keys);
    return entries.toSorted((a, b) => b.lastSeenSeconds - a.lastSeenSeconds);
  }

  async function listNew(
    fromSeconds: number,
    toSeconds: number,
    limit: number,
  ): Promise<readonly HistoryEntry[]> {
    const keys: DenialItem[] = [];
    const index: HistoryIndexName = "by-first-seen";
    const lastDay = Math.floor(toSeconds / secondsPerDay);
    for (let day = Math.floor(fromSeconds / secondsPerDay); day <= lastDay; day += 1) {
      if (keys.length >= limit) break;
      const found = await queryKeys(limit - keys.length, {
        IndexName: index,
        KeyConditionExpression: "w = :day AND f BETWEEN :from AND :to",
        ExpressionAttributeValues: {
          ":day": { N: String(day) },
          ":from": { N: String(fromSeconds) },
          ":to": { N: String(toSeconds) },
        },
      });
      keys.push(...found);
    }
    const entries = await readEntries(keys);
    return entries.toSorted((a, b) => a.firstSeenSeconds - b.firstSeenSeconds);
  }

  async function queryKeys(
    limit: number,
    query: Omit<QueryCommandInput, "TableName">,
  ): Promise<readonly DenialItem[]> {
    const keys: DenialItem[] = [];
    let start: DenialItem | undefined;
    do {
      const page = await dynamoDb.send(
        new QueryCommand({
          TableName: tableName,
          ...query,
          Limit: limit - keys.length,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      keys.push(...(page.Items ?? []).map(({ pk, sk }) => ({ pk, sk }) as DenialItem));
      start = page.LastEvaluatedKey;
    } while (start !== undefined && keys.length < limit);
    return keys;
  }

  async function readEntries(keys: readonly DenialItem[]): Promise<readonly HistoryEntry[]> {
    const items = await readItems(dynamoDb, tableName, keys);
    return items.map(readHistoryEntry);
  }
}
