import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import {
  applyOccurrences,
  countedItemBytes,
  findFresh,
  needsDetails,
} from "./apply-occurrences.ts";
import { buildCountUpdate, buildSampleUpdate } from "./build-count-update.ts";
import { chooseSamples, isWorthAWrite, marksOf } from "./choose-samples.ts";
import { unlessConditionFails } from "./condition.client.ts";
import type { CountSettings, Hidden } from "./count-settings.ts";
import { createPastFinder } from "./find-past.client.ts";
import { type DenialItem, isExpired, itemVersion, numberOf, secondsPerDay } from "./denial-item.ts";
import { readDetails } from "./details-item.ts";
import { itemSize } from "./item-size.ts";
import type { KnownDenial, Predecessor } from "./known-denial.ts";
import { createKnownFingerprints, type Met, metOf } from "./known-fingerprints.ts";
import { buildLoudnessRows } from "./loudness.ts";
import { epochSeconds, type Occurrences } from "./occurrence.ts";
import type { Predecessors } from "./predecessors.ts";
import { readItem, readSecondItem } from "./read-items.client.ts";
import { readKnownDenial } from "./read-denial.ts";
import { tidyItem } from "./tidy-item.ts";

/** What counting found. `known` is the state before; for a duplicate, the state as it is. */
export type Counted =
  | {
      readonly kind: "new";
      readonly added: number;
      readonly leaseUntilMilliseconds: number;
      /** What the history holds of the same denial with another reason; null for nothing. */
      readonly predecessor: Predecessor | null;
    }
  | { readonly kind: "repeat"; readonly added: number; readonly known: KnownDenial }
  | { readonly kind: "duplicate"; readonly known: KnownDenial };

export interface OccurrenceCounter {
  /**
   * Counts the occurrences of one fingerprint, each event once, in one write.
   * Throws where DynamoDB does not answer; nothing is counted then, or the same call counts it later.
   */
  recordOccurrences(occurrences: Occurrences, hidden: Hidden | null, now: Date): Promise<Counted>;
}

/** What a counting write found and left. `before` is null for a new item. */
interface Written {
  readonly before: DenialItem | null;
  readonly after: DenialItem;
  readonly added: number;
}

/** How often a write that lost a race is tried again before the batch is given back to its queue. */
const mostRaces = 12;

/** Counts in the table `tableName`; `settings` is what new counts are made with. */
export function createOccurrenceCounter(
  dynamoDb: DynamoDBClient,
  tableName: string,
  settings: CountSettings,
  predecessors: Predecessors,
): OccurrenceCounter {
  const knownHere = createKnownFingerprints();
  const findPast = createPastFinder(dynamoDb, tableName, settings, predecessors);
  return { recordOccurrences };

  async function recordOccurrences(
    occurrences: Occurrences,
    hidden: Hidden | null,
    now: Date,
  ): Promise<Counted> {
    const written =
      (await countWithoutReading(occurrences, hidden, now)) ??
      (await countAfterReading(occurrences, hidden, now));
    if ("kind" in written) return written;
    const { before, after, added } = written;
    for (const row of buildLoudnessRows(occurrences.fingerprint, before, after)) {
      await dynamoDb.send(new PutItemCommand({ TableName: tableName, Item: row }));
    }
    if (before !== null) return { kind: "repeat", added, known: readKnownDenial(before) };
    const past = await findPast(occurrences, hidden, now);
    if (past.kind === "adopted") {
      const { known } = past;
      return past.added === 0
        ? { kind: "duplicate", known }
        : { kind: "repeat", added: past.added, known };
    }
    const leaseUntilMilliseconds = now.getTime() + settings.leaseMilliseconds;
    return { kind: "new", added, leaseUntilMilliseconds, predecessor: past.predecessor };
  }

  /** Null where the write's condition failed, or would: the event is a copy, old, or the item has to be tidied. */
  async function countWithoutReading(
    occurrences: Occurrences,
    hidden: Hidden | null,
    now: Date,
  ): Promise<Written | null> {
    const { fingerprint, latest } = occurrences;
    if (occurrences.dedupeIds.length > 1) return null;
    const met = knownHere.get(fingerprint);
    const seconds = epochSeconds(latest.occurredAt);
    const isSampled = met !== null && chooseSamples([latest], met).length > 0;
    const { cost, ...update } = buildCountUpdate(latest, hidden, met, isSampled, now, settings);
    if (met !== null && (seconds <= met.movedToSeconds || met.roomBytes < cost)) return null;
    const answer = await unlessConditionFails(
      dynamoDb.send(
        new UpdateItemCommand({ TableName: tableName, ...update, ReturnValues: "ALL_OLD" }),
      ),
    );
    if (answer === null) return null;
    // An item that was not there is no attributes, an empty map or its bare key, by engine.
    const before = answer.Attributes?.["n"] === undefined ? null : answer.Attributes;
    const sampled = isSampled ? [latest] : [];
    const fresh = findFresh(null, null, occurrences);
    const after = applyOccurrences(before, latest, fresh, sampled, hidden, now, settings);
    const next = metOf(after, isSampled ? seconds : (met?.sampledAtSeconds ?? seconds));
    const room = before === null ? next.roomBytes : (numberOf(before["b"]) ?? 0) - cost;
    knownHere.set(fingerprint, { ...next, roomBytes: room });
    if (met === null && before !== null && isWorthAWrite(latest, next.count - 1, next.marks)) {
      await keepSample(latest);
    }
    return { before, after, added: 1 };
  }

  /** Where there is no room, or another process tidies, the sample is let go. */
  async function keepSample(denial: Occurrences["latest"]): Promise<void> {
    const { fingerprint } = denial;
    const { cost, ...update } = buildSampleUpdate(denial);
    await unlessConditionFails(
      dynamoDb.send(new UpdateItemCommand({ TableName: tableName, ...update })),
    );
    const met = knownHere.get(fingerprint);
    if (met === null) return;
    const marks = new Set([...met.marks, ...marksOf(denial)]);
    knownHere.set(fingerprint, { ...met, marks, roomBytes: met.roomBytes - cost });
  }

  async function countAfterReading(
    occurrences: Occurrences,
    hidden: Hidden | null,
    now: Date,
  ): Promise<Written | Counted> {
    const { fingerprint } = occurrences;
    let isSecondNeeded = false;
    for (let race = 0; race < mostRaces; race += 1) {
      // In this order: what the second item was tidied from is never newer than the first one that is read.
      const second: DenialItem | null = isSecondNeeded
        ? await readSecondItem(dynamoDb, tableName, fingerprint)
        : null;
      const stored = await readItem(dynamoDb, tableName, fingerprint);
      const before = stored === null || isExpired(stored, now) ? null : stored;
      const details = before !== null && isSecondNeeded ? readDetails(before, second) : null;
      const fresh = findFresh(before, details, occurrences);
      if (fresh.length === 0) return { kind: "duplicate", known: readKnownDenial(before ?? {}) };
      const met = chooseFrom(before, occurrences);
      const freshIds = new Set(fresh.map(({ dedupeId }) => dedupeId));
      const denials = occurrences.denials.filter(({ dedupeId }) => freshIds.has(dedupeId));
      // A new item keeps its newest denial whole.
      const sampled = chooseSamples(before === null ? denials.slice(0, -1) : denials, met);
      const apply = (item: DenialItem | null): DenialItem =>
        applyOccurrences(item, occurrences.latest, fresh, sampled, hidden, now, settings);
      let after = apply(before);
      if (before !== null) {
        const isUntidy = isTidyingDue(before, after, fresh.length);
        if ((isUntidy || needsDetails(before, fresh)) && !isSecondNeeded) {
          isSecondNeeded = true;
          continue;
        }
        if (isUntidy) {
          const ttl = (numberOf(after["ttl"]) ?? 0) + settings.keepDays * secondsPerDay;
          const tidied = tidyItem(fingerprint, before, second, ttl);
          if (!(await put(tidied.second, second))) continue;
          after = apply(tidied.item);
        }
      }
      if (!(await put(after, stored))) continue;
      const sampledAt = sampled.map(({ occurredAt }) => epochSeconds(occurredAt));
      knownHere.set(fingerprint, metOf(after, Math.max(met.sampledAtSeconds, ...sampledAt)));
      return { before, after, added: fresh.length };
    }
    throw new Error(
      `Cannot count occurrences of "${fingerprint}": ${mostRaces} writes in a row lost to others`,
    );
  }

  function chooseFrom(before: DenialItem | null, { latest, timesSeconds }: Occurrences): Met {
    const here = knownHere.get(latest.fingerprint);
    if (before !== null) {
      const sampledAt = here?.sampledAtSeconds ?? numberOf(before["l"]) ?? 0;
      return metOf(before, sampledAt);
    }
    const marks = new Set(marksOf(latest));
    return { ...metOf({}, timesSeconds.at(-1) ?? 0), marks };
  }

  /** Puts an item in the place of the one that was read; false where that has changed. */
  async function put(item: DenialItem, read: DenialItem | null): Promise<boolean> {
    const answer = await unlessConditionFails(
      dynamoDb.send(
        new PutItemCommand({
          TableName: tableName,
          Item: item,
          ...(read === null
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : {
                ConditionExpression: "z = :z",
                ExpressionAttributeValues: { ":z": { N: String(numberOf(read["z"]) ?? 0) } },
              }),
        }),
      ),
    );
    return answer !== null;
  }
}

/** From so many occurrences in one write on, an item of a few kilobytes is cheaper than moving what it holds. */
const manyOccurrences = 10;
const batchedItemBytes = 4096;

/** Whether the item has outgrown its size, is of an older schema, or outlives its second item. */
function isTidyingDue(before: DenialItem, after: DenialItem, added: number): boolean {
  const secondTtl = numberOf(before["sx"]);
  const most = added < manyOccurrences ? countedItemBytes : batchedItemBytes;
  return (
    numberOf(before["v"]) !== itemVersion ||
    (itemSize(after) > most && itemSize(before) > most / 2) ||
    (secondTtl !== null && secondTtl < (numberOf(after["ttl"]) ?? 0))
  );
}
