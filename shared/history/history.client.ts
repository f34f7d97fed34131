import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { applyOccurrences, needsTidying } from "./apply-occurrences.ts";
import { buildCountUpdate } from "./build-count-update.ts";
import type { CountSettings, Hidden } from "./count-settings.ts";
import { createKnownFingerprints } from "./known-fingerprints.ts";
import {
  type DenialItem,
  denialKey,
  numberOf,
  readHistoryEntry,
  readKnownDenial,
} from "./denial-item.ts";
import type { AlertKind, AlertStatus, HistoryEntry, KnownDenial } from "./known-denial.ts";
import type { Occurrences } from "./occurrence.ts";
import type { HistoryIndexName } from "./table-definition.ts";

/** What counting found. `known` is the state before; for a duplicate, the state as it is. */
export type Counted =
  | { readonly kind: "new"; readonly added: number; readonly leaseUntilMilliseconds: number }
  | { readonly kind: "repeat"; readonly added: number; readonly known: KnownDenial }
  | { readonly kind: "duplicate"; readonly known: KnownDenial };

export interface HistoryClient {
  /**
   * Counts the occurrences of one fingerprint, each event once, in one write.
   * Throws where DynamoDB does not answer; nothing is counted then, or the same call counts it later.
   */
  recordOccurrences(occurrences: Occurrences, hidden: Hidden | null, now: Date): Promise<Counted>;
  /**
   * Takes the alert of a denial until `leaseUntil`, if it still stands as `known` says. False where somebody else was
   * faster. Both times are epoch milliseconds.
   */
  claimAlert(known: KnownDenial, kind: AlertKind, leaseUntilMilliseconds: number): Promise<boolean>;
  /** Ends a claim: the alert was told. False where the claim had passed to somebody else. */
  markTold(
    fingerprint: string,
    leaseUntilMilliseconds: number,
    told: { readonly kind: AlertKind; readonly count: number; readonly at: Date },
  ): Promise<boolean>;
  /** Gives a claim back: the alert stays pending and is due at `dueMilliseconds`. */
  postponeAlert(
    fingerprint: string,
    leaseUntilMilliseconds: number,
    dueMilliseconds: number,
  ): Promise<void>;
  find(fingerprint: string): Promise<HistoryEntry | null>;
  /** The denials of one status, last seen first by day; at most `limit`. */
  listByStatus(status: AlertStatus, limit: number): Promise<readonly HistoryEntry[]>;
}

/** How often a write that lost a race is tried again before the batch is given back to its queue. */
const mostRaces = 12;

/** The history in the table `tableName`. `settings` is what new counts are made with. */
export function createHistoryClient(
  dynamoDb: DynamoDBClient,
  tableName: string,
  settings: CountSettings,
): HistoryClient {
  const knownHere = createKnownFingerprints();

  return { recordOccurrences, claimAlert, markTold, postponeAlert, find, listByStatus };

  async function recordOccurrences(
    occurrences: Occurrences,
    hidden: Hidden | null,
    now: Date,
  ): Promise<Counted> {
    const { fingerprint, dedupeIds } = occurrences;
    if (dedupeIds.length === 1 && !knownHere.isUntidy(fingerprint)) {
      const counted = await countWithoutReading(occurrences, hidden, now);
      if (counted !== null) return counted;
    }
    return await countAfterReading(occurrences, hidden, now);
  }

  /** Null where the write's condition failed: the event is a copy, or older than the last one. */
  async function countWithoutReading(
    { fingerprint, latest }: Occurrences,
    hidden: Hidden | null,
    now: Date,
  ): Promise<Counted | null> {
    const update = buildCountUpdate(latest, hidden, knownHere.has(fingerprint), now, settings);
    const answer = await unlessConditionFails(
      dynamoDb.send(
        new UpdateItemCommand({ TableName: tableName, ...update, ReturnValues: "ALL_OLD" }),
      ),
    );
    if (answer === null) return null;
    // An item that was not there is no attributes, an empty map or its bare key, by engine.
    const before = answer.Attributes?.["n"] === undefined ? null : answer.Attributes;
    knownHere.add(fingerprint, before !== null && needsTidying(before));
    return countedOver(before, 1, now);
  }

  async function countAfterReading(
    occurrences: Occurrences,
    hidden: Hidden | null,
    now: Date,
  ): Promise<Counted> {
    const { fingerprint } = occurrences;
    for (let race = 0; race < mostRaces; race += 1) {
      const before = await read(fingerprint);
      const applied = applyOccurrences(before, occurrences, hidden, now, settings);
      if (applied === null) return { kind: "duplicate", known: readKnownDenial(before ?? {}) };
      const answer = await unlessConditionFails(
        dynamoDb.send(
          new PutItemCommand({
            TableName: tableName,
            Item: applied.item,
            ...(before === null
              ? { ConditionExpression: "attribute_not_exists(pk)" }
              : {
                  ConditionExpression: "z = :z",
                  ExpressionAttributeValues: { ":z": { N: String(numberOf(before["z"]) ?? 0) } },
                }),
          }),
        ),
      );
      if (answer === null) continue;
      knownHere.add(fingerprint, false);
      return countedOver(before, applied.added, now);
    }
    throw new Error(
      `Cannot count occurrences of "${fingerprint}": ${mostRaces} writes in a row lost to others`,
    );
  }

  function countedOver(before: DenialItem | null, added: number, now: Date): Counted {
    return before === null
      ? {
          kind: "new",
          added,
          leaseUntilMilliseconds: now.getTime() + settings.leaseMilliseconds,
        }
      : { kind: "repeat", added, known: readKnownDenial(before) };
  }

  async function claimAlert(
    known: KnownDenial,
    kind: AlertKind,
    leaseUntilMilliseconds: number,
  ): Promise<boolean> {
    return await changeAlert(known.fingerprint, {
      set: "s = :pending, o = :lease, k = :kind",
      values: {
        ":pending": { S: "pending" },
        ":lease": { N: String(leaseUntilMilliseconds) },
        ":kind": { S: kind },
        ":s": { S: known.status },
        ":o": { N: String(known.leaseUntilMilliseconds) },
      },
      condition: "s = :s AND o = :o",
    });
  }

  async function markTold(
    fingerprint: string,
    leaseUntilMilliseconds: number,
    told: { readonly kind: AlertKind; readonly count: number; readonly at: Date },
  ): Promise<boolean> {
    return await changeAlert(fingerprint, {
      set: "s = :told, o = :none, k = :kind, t = :at, tn = :count",
      values: {
        ":told": { S: "told" },
        ":none": { N: "0" },
        ":kind": { S: told.kind },
        ":at": { N: String(Math.floor(told.at.getTime() / 1000)) },
        ":count": { N: String(told.count) },
        ":pending": { S: "pending" },
        ":lease": { N: String(leaseUntilMilliseconds) },
      },
      condition: "s = :pending AND o = :lease",
    });
  }

  async function postponeAlert(
    fingerprint: string,
    leaseUntilMilliseconds: number,
    dueMilliseconds: number,
  ): Promise<void> {
    await changeAlert(fingerprint, {
      set: "o = :due",
      values: {
        ":due": { N: String(dueMilliseconds) },
        ":pending": { S: "pending" },
        ":lease": { N: String(leaseUntilMilliseconds) },
      },
      condition: "s = :pending AND o = :lease",
    });
  }

  async function changeAlert(
    fingerprint: string,
    change: {
      readonly set: string;
      readonly values: DenialItem;
      readonly condition: string;
    },
  ): Promise<boolean> {
    const answer = await unlessConditionFails(
      dynamoDb.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: denialKey(fingerprint),
          UpdateExpression: `SET ${change.set} ADD z :1`,
          ConditionExpression: change.condition,
          ExpressionAttributeValues: { ...change.values, ":1": { N: "1" } },
        }),
      ),
    );
    return answer !== null;
  }

  async function find(fingerprint: string): Promise<HistoryEntry | null> {
    const item = await read(fingerprint);
    return item === null ? null : readHistoryEntry(item);
  }

  async function read(fingerprint: string): Promise<DenialItem | null> {
    const answer = await dynamoDb.send(
      new GetItemCommand({
        TableName: tableName,
        Key: denialKey(fingerprint),
        ConsistentRead: true,
      }),
    );
    return answer.Item ?? null;
  }

  async function listByStatus(
    status: AlertStatus,
    limit: number,
  ): Promise<readonly HistoryEntry[]> {
    const index: HistoryIndexName = "by-status";
    const keys = await dynamoDb.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: index,
        KeyConditionExpression: "s = :s",
        ExpressionAttributeValues: { ":s": { S: status } },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    const items = await readAll((keys.Items ?? []).map(({ pk, sk }) => ({ pk, sk }) as DenialItem));
    return items.map(readHistoryEntry);
  }

  /** In BatchGetItem's pages of 100; what it leaves unprocessed is asked for again. */
  async function readAll(keys: readonly DenialItem[]): Promise<readonly DenialItem[]> {
    const items: DenialItem[] = [];
    let left = [...keys];
    while (left.length > 0) {
      const page = left.slice(0, 100);
      const answer = await dynamoDb.send(
        new BatchGetItemCommand({
          RequestItems: { [tableName]: { Keys: page, ConsistentRead: true } },
        }),
      );
      items.push(...(answer.Responses?.[tableName] ?? []));
      left = [...left.slice(100), ...(answer.UnprocessedKeys?.[tableName]?.Keys ?? [])];
    }
    return items;
  }
}

/** A condition that fails is an expected outcome: null. Every other failure is thrown. */
async function unlessConditionFails<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}
