import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { applyOccurrences, needsTidying } from "./apply-occurrences.ts";
import { buildCountUpdate } from "./build-count-update.ts";
import { unlessConditionFails } from "./condition.client.ts";
import type { CountSettings, Hidden } from "./count-settings.ts";
import { type DenialItem, numberOf, readKnownDenial } from "./denial-item.ts";
import type { KnownDenial } from "./known-denial.ts";
import { createKnownFingerprints } from "./known-fingerprints.ts";
import type { Occurrences } from "./occurrence.ts";
import { readItem } from "./read-items.client.ts";

/** What counting found. `known` is the state before; for a duplicate, the state as it is. */
export type Counted =
  | { readonly kind: "new"; readonly added: number; readonly leaseUntilMilliseconds: number }
  | { readonly kind: "repeat"; readonly added: number; readonly known: KnownDenial }
  | { readonly kind: "duplicate"; readonly known: KnownDenial };

export interface OccurrenceCounter {
  /**
   * Counts the occurrences of one fingerprint, each event once, in one write.
   * Throws where DynamoDB does not answer; nothing is counted then, or the same call counts it later.
   */
  recordOccurrences(occurrences: Occurrences, hidden: Hidden | null, now: Date): Promise<Counted>;
}

/** How often a write that lost a race is tried again before the batch is given back to its queue. */
const mostRaces = 12;

/** Counts in the table `tableName`; `settings` is what new counts are made with. */
export function createOccurrenceCounter(
  dynamoDb: DynamoDBClient,
  tableName: string,
  settings: CountSettings,
): OccurrenceCounter {
  const knownHere = createKnownFingerprints();
  return { recordOccurrences };

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
      const before = await readItem(dynamoDb, tableName, fingerprint);
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
}
