import { type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { countWithin } from "./count-within.ts";
import type { OnDamagedEntry } from "./damage.ts";
import { secondsPerDay } from "./denial-item.ts";
import { partitionsOf } from "./denial-question.ts";
import type { HistoryEntry } from "./known-denial.ts";
import { levelFactor, loudnessKey, quietestLoud, readLoudnessRow } from "./loudness.ts";
import { queryIndex } from "./query-index.client.ts";
import { readEntries } from "./read-entries.client.ts";

export interface TopOptions {
  /** Epoch seconds; `to` is excluded. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly limit: number;
  /** The most denials that are looked at; the answer costs no more. */
  readonly most?: number;
}

export interface TopDenials {
  readonly top: readonly { readonly entry: HistoryEntry; readonly count: number }[];
  /** No denial that is not among those looked at occurred more often than this within the time; 0: the answer is exact. */
  readonly missedAtMost: number;
}

export interface LoudestDenials {
  /** The denials that occurred most within a time of the last 60 days, most first. */
  listTop(options: TopOptions): Promise<TopDenials>;
}

/** The loudest of the table `tableName`. */
export function createLoudestDenials(
  dynamoDb: DynamoDBClient,
  tableName: string,
  onDamaged: OnDamagedEntry,
): LoudestDenials {
  return { listTop };

  async function listTop({
    fromSeconds,
    toSeconds,
    limit,
    most = 500,
  }: TopOptions): Promise<TopDenials> {
    const days = daysBetween(fromSeconds, toSeconds);
    const recent = await findRecent(days[0] ?? 0, most);
    const isWhole = recent.length <= most;
    const loud = isWhole ? [] : await Promise.all(days.map((day) => findLoud(day, most)));
    const candidates = isWhole ? recent : rank(loud, most);
    const looked = new Set(candidates);
    const entries = await readEntries(dynamoDb, tableName, candidates, onDamaged);
    const top = entries
      // The entry that has its past counts for it.
      .filter(({ laterFingerprint }) => laterFingerprint === null)
      .map((entry) => ({ entry, count: countWithin(entry, fromSeconds, toSeconds) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || b.entry.lastSeenSeconds - a.entry.lastSeenSeconds);
    return { top: top.slice(0, limit), missedAtMost: mostMissed(loud, looked) };
  }

  /** Those seen since a day; more than `most` of them mean that there are more. */
  async function findRecent(from: number, most: number): Promise<readonly string[]> {
    const { index, values } = partitionsOf({ by: "all" });
    const keys = await Promise.all(
      values.map((value) =>
        queryIndex(dynamoDb, tableName, {
          index,
          value,
          from,
          to: Number.MAX_SAFE_INTEGER,
          isNewestFirst: true,
          after: null,
          limit: most + 1,
        }),
      ),
    );
    return [...new Set(keys.flat().map(({ fingerprint }) => fingerprint))];
  }

  /** The loudest of a day, at most `most` of them, each with a count of that day that it has at least. */
  async function findLoud(day: number, most: number): Promise<LoudDay> {
    const atLeast = new Map<string, number>();
    const { Items = [], LastEvaluatedKey } = await dynamoDb.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "pk = :day",
        ExpressionAttributeValues: { ":day": loudnessKey(day).pk },
        ScanIndexForward: false,
        Limit: most,
      }),
    );
    for (const row of Items.map(readLoudnessRow)) {
      if (!atLeast.has(row.fingerprint)) atLeast.set(row.fingerprint, row.atLeast);
    }
    const last = Items.at(-1);
    const others =
      LastEvaluatedKey === undefined || last === undefined
        ? quietestLoud - 1
        : levelFactor * readLoudnessRow(last).atLeast - 1;
    return { atLeast, others };
  }
}

interface LoudDay {
  readonly atLeast: ReadonlyMap<string, number>;
  /** What a denial that is not among them may have had on the day, at most. */
  readonly others: number;
}

/** The `most` that are known to be the loudest over all days. */
function rank(days: readonly LoudDay[], most: number): readonly string[] {
  const sums = new Map<string, number>();
  for (const { atLeast } of days) {
    for (const [fingerprint, count] of atLeast) {
      sums.set(fingerprint, (sums.get(fingerprint) ?? 0) + count);
    }
  }
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([fingerprint]) => fingerprint);
}

/** The most that a denial may have had which was not looked at: one that some days' rows name, or none of them. */
function mostMissed(days: readonly LoudDay[], looked: ReadonlySet<string>): number {
  const named = new Set(days.flatMap(({ atLeast }) => [...atLeast.keys()]));
  const left = [...named].filter((fingerprint) => !looked.has(fingerprint));
  const bounds = left.map((fingerprint) =>
    days.reduce((sum, { atLeast, others }) => {
      const count = atLeast.get(fingerprint);
      return sum + (count === undefined ? others : levelFactor * count - 1);
    }, 0),
  );
  const unnamed = days.reduce((sum, { others }) => sum + others, 0);
  return bounds.reduce((a, b) => Math.max(a, b), unnamed);
}

function daysBetween(fromSeconds: number, toSeconds: number): readonly number[] {
  const first = Math.floor(fromSeconds / secondsPerDay);
  const last = Math.floor((toSeconds - 1) / secondsPerDay);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
