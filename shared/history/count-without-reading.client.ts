import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { applyOccurrences } from "./apply-occurrences.ts";
import { buildCountUpdate, buildSampleUpdate } from "./build-count-update.ts";
import { chooseSamples, isWorthAWrite, marksOf } from "./choose-samples.ts";
import { unlessConditionFails } from "./condition.client.ts";
import type { CountedWrite } from "./counted.ts";
import type { CountSettings, Hidden } from "./count-settings.ts";
import { numberOf } from "./denial-item.ts";
import { findFresh } from "./find-fresh.ts";
import { type KnownFingerprints, metOf } from "./known-fingerprints.ts";
import { epochSeconds, type Occurrences, type RecordedDenial } from "./occurrence.ts";

/**
 * Counts one occurrence by one conditional write that needs no read. Null where its condition failed, or would: the
 * event is a copy, or old, or the item has to be tidied, or there are several.
 */
export type CountWithoutReading = (
  occurrences: Occurrences,
  hidden: Hidden | null,
  now: Date,
) => Promise<CountedWrite | null>;

/** Counts so in the table `tableName`; what the process learns of an item goes into `knownHere`. */
export function createCountWithoutReading(
  dynamoDb: DynamoDBClient,
  tableName: string,
  settings: CountSettings,
  knownHere: KnownFingerprints,
): CountWithoutReading {
  return async (occurrences, hidden, now) => {
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
    return { kind: "written", before, after, added: 1 };
  };

  /** Where there is no room, or another process tidies, the sample is let go. */
  async function keepSample(denial: RecordedDenial): Promise<void> {
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
}
