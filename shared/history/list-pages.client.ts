import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { OnDamagedEntry } from "./damage.ts";
import { secondsPerDay } from "./denial-item.ts";
import { type DenialQuestion, partitionsOf } from "./denial-question.ts";
import type { HistoryEntry } from "./known-denial.ts";
import { type PageKey, type PagePosition, readCursor, writeCursor } from "./page-cursor.ts";
import { queryIndex } from "./query-index.client.ts";
import { readEntries } from "./read-entries.client.ts";

export interface PageOptions {
  /** The most entries on a page; one may have fewer, and `cursor` tells whether there are more. */
  readonly limit: number;
  /** Epoch seconds, both included; without them, whatever is in the history. */
  readonly fromSeconds?: number;
  readonly toSeconds?: number;
  /** What the page before ended with; null for the first. */
  readonly cursor?: string | null;
}

export interface DenialPage {
  readonly entries: readonly HistoryEntry[];
  /** Null for the last page. */
  readonly cursor: string | null;
}

/** The history in pages. A page costs the same whatever the table holds and however often a denial occurred. */
export interface DenialPages {
  /**
   * Denials last seen within a time, the last day's first. Indexes know days: within one page they are sorted by the
   * second, over pages of one day in no order.
   */
  listPage(question: DenialQuestion, options: PageOptions): Promise<DenialPage>;
  /** Denials first seen within a time, newest first, over all pages. */
  listNewPage(
    options: PageOptions & { readonly fromSeconds: number; readonly toSeconds: number },
  ): Promise<DenialPage>;
}

/** Far enough: 31 December 9999. */
const endOfTime = 253_402_300_799;
/** What cursors of new denials are good for. */
const newQuestion = { by: "first-seen" };

/** The pages of the table `tableName`. */
export function createDenialPages(
  dynamoDb: DynamoDBClient,
  tableName: string,
  onDamaged: OnDamagedEntry,
): DenialPages {
  return { listPage, listNewPage };

  async function listPage(
    question: DenialQuestion,
    { limit, fromSeconds = 0, toSeconds = endOfTime, cursor = null }: PageOptions,
  ): Promise<DenialPage> {
    const position = cursor === null ? {} : readCursor(question, cursor);
    const { index, values } = partitionsOf(question);
    const from = Math.floor(fromSeconds / secondsPerDay);
    const to = Math.floor(toSeconds / secondsPerDay);
    const open = values.filter((value) => position[value] !== "done");
    const found = await Promise.all(
      open.map(async (value) => {
        const after = startOf(position, value);
        const query = { index, value, from, to, isNewestFirst: true, after, limit };
        return { value, keys: await queryIndex(dynamoDb, tableName, query) };
      }),
    );
    const merged = found
      .flatMap(({ value, keys }) => keys.map((key) => ({ value, key })))
      // Stable, so that each partition's keys stay in order.
      .sort((a, b) => b.key.at - a.key.at);
    const taken = merged.slice(0, limit);
    const next: Record<string, PageKey | "done"> = { ...position };
    for (const { value, key } of taken) next[value] = key;
    for (const { value, keys } of found) {
      const isTakenWhole = keys.every((key) => taken.some((one) => one.key === key));
      if (keys.length < limit && isTakenWhole) next[value] = "done";
    }
    const fingerprints = taken.map(({ key }) => key.fingerprint);
    const entries = await readEntries(dynamoDb, tableName, fingerprints, onDamaged);
    return {
      entries: entries
        .filter((entry) => isSeenWithin(entry, fromSeconds, toSeconds))
        // The index is behind the items: what was told a moment ago is still pending in it.
        .filter((entry) => question.by !== "status" || entry.status === question.status)
        .toSorted((a, b) => b.lastSeenSeconds - a.lastSeenSeconds),
      cursor: values.every((value) => next[value] === "done") ? null : writeCursor(question, next),
    };
  }

  async function listNewPage({
    limit,
    fromSeconds,
    toSeconds,
    cursor = null,
  }: PageOptions & {
    readonly fromSeconds: number;
    readonly toSeconds: number;
  }): Promise<DenialPage> {
    const position = cursor === null ? {} : readCursor(newQuestion, cursor);
    const after = startOf(position, "new");
    const keys: PageKey[] = [];
    const firstDay = Math.floor(fromSeconds / secondsPerDay);
    let day = Math.floor((after?.at ?? toSeconds) / secondsPerDay);
    for (; day >= firstDay && keys.length < limit; day -= 1) {
      const found = await queryIndex(dynamoDb, tableName, {
        index: "by-first-seen",
        value: day,
        from: fromSeconds,
        to: toSeconds,
        isNewestFirst: true,
        after: keys.length === 0 && after !== null && isOfDay(after, day) ? after : null,
        limit: limit - keys.length,
      });
      keys.push(...found);
    }
    const last = keys.at(-1);
    const fingerprints = keys.map(({ fingerprint }) => fingerprint);
    return {
      entries: await readEntries(dynamoDb, tableName, fingerprints, onDamaged),
      cursor:
        last === undefined || keys.length < limit ? null : writeCursor(newQuestion, { new: last }),
    };
  }
}

function startOf(position: PagePosition, value: string): PageKey | null {
  const key = position[value];
  return key === undefined || key === "done" ? null : key;
}

function isOfDay({ at }: PageKey, day: number): boolean {
  return Math.floor(at / secondsPerDay) === day;
}

function isSeenWithin(
  { lastSeenSeconds }: HistoryEntry,
  fromSeconds: number,
  toSeconds: number,
): boolean {
  return lastSeenSeconds >= fromSeconds && lastSeenSeconds <= toSeconds;
}
