import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Denial } from "../denial/denial.ts";
import type { OnDamagedEntry } from "./damage.ts";
import { secondsPerDay } from "./denial-item.ts";
import { type DenialQuestion, partitionsOf } from "./denial-question.ts";
import type { AlertStatus, HistoryEntry } from "./known-denial.ts";
import type { PageKey } from "./page-cursor.ts";
import { queryIndex } from "./query-index.client.ts";
import { readEntries } from "./read-entries.client.ts";

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
  /** Those of a status that were last seen on a day before that of `beforeSeconds`, the longest quiet first. */
  listQuiet(
    status: AlertStatus,
    beforeSeconds: number,
    limit: number,
  ): Promise<readonly HistoryEntry[]>;
  /** Those first seen between two times, epoch seconds, oldest first. */
  listNew(fromSeconds: number, toSeconds: number, limit: number): Promise<readonly HistoryEntry[]>;
}

/** Later than any day. */
const endOfDays = 9_999_999;

/** The questions over the table `tableName`. */
export function createDenialLists(
  dynamoDb: DynamoDBClient,
  tableName: string,
  onDamaged: OnDamagedEntry,
): DenialLists {
  return {
    find: async (fingerprint) =>
      (await readEntries(dynamoDb, tableName, [fingerprint], onDamaged))[0] ?? null,
    listByStatus: async (status, options) => {
      const entries = await list({ by: "status", status }, options);
      // The index is behind the items: what was told a moment ago is still pending in it.
      return entries.filter((entry) => entry.status === status);
    },
    listByAccount: (account, options) => list({ by: "account", account }, options),
    listByService: (service, options) => list({ by: "service", service }, options),
    listByAction: (action, options) => list({ by: "action", action }, options),
    listByReason: (reason, options) => list({ by: "reason", ...reason }, options),
    listByPrincipal: (principalKey, options) => list({ by: "principal", principalKey }, options),
    listByPrincipalDigest: (digest, options) => listValue("by-principal", digest, options),
    listQuiet,
    listNew,
  };

  async function list(
    question: DenialQuestion,
    options: ListOptions,
  ): Promise<readonly HistoryEntry[]> {
    const { index, values } = partitionsOf(question);
    const [value = ""] = values;
    return await listValue(index, value, options);
  }

  async function listValue(
    index: ReturnType<typeof partitionsOf>["index"],
    value: string,
    { limit, sinceSeconds = 0 }: ListOptions,
  ): Promise<readonly HistoryEntry[]> {
    const from = Math.floor(sinceSeconds / secondsPerDay);
    const query = { index, value, from, to: endOfDays, isNewestFirst: true, after: null, limit };
    const entries = await read(await queryIndex(dynamoDb, tableName, query));
    return entries.toSorted((a, b) => b.lastSeenSeconds - a.lastSeenSeconds);
  }

  async function listQuiet(
    status: AlertStatus,
    beforeSeconds: number,
    limit: number,
  ): Promise<readonly HistoryEntry[]> {
    const { index, values } = partitionsOf({ by: "status", status });
    const [value = ""] = values;
    const to = Math.floor(beforeSeconds / secondsPerDay) - 1;
    const query = { index, value, from: 0, to, isNewestFirst: false, after: null, limit };
    const entries = await read(await queryIndex(dynamoDb, tableName, query));
    // The index is behind the items.
    return entries.filter(
      (entry) => entry.status === status && entry.lastSeenSeconds < beforeSeconds,
    );
  }

  async function listNew(
    fromSeconds: number,
    toSeconds: number,
    limit: number,
  ): Promise<readonly HistoryEntry[]> {
    const keys: PageKey[] = [];
    const lastDay = Math.floor(toSeconds / secondsPerDay);
    for (let day = Math.floor(fromSeconds / secondsPerDay); day <= lastDay; day += 1) {
      if (keys.length >= limit) break;
      const found = await queryIndex(dynamoDb, tableName, {
        index: "by-first-seen",
        value: day,
        from: fromSeconds,
        to: toSeconds,
        isNewestFirst: false,
        after: null,
        limit: limit - keys.length,
      });
      keys.push(...found);
    }
    return await read(keys);
  }

  async function read(keys: readonly PageKey[]): Promise<readonly HistoryEntry[]> {
    const fingerprints = keys.map(({ fingerprint }) => fingerprint);
    return await readEntries(dynamoDb, tableName, fingerprints, onDamaged);
  }
}
