import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { CountedWrite, Duplicate } from "./counted.ts";
import type { CountSettings, Hidden } from "./count-settings.ts";
import { isCounted, isExpired } from "./denial-item.ts";
import { isReadTooEarly } from "./details-item.ts";
import { type KnownFingerprints, metOf } from "./known-fingerprints.ts";
import type { Occurrences } from "./occurrence.ts";
import { planCount, type ReadItems } from "./plan-count.ts";
import { putAsRead } from "./put-as-read.client.ts";
import { readKnownDenial } from "./read-denial.ts";
import { readItem, readSecondItem } from "./read-items.client.ts";

/** How often a write that lost a race is tried again before the batch is given back to its queue. */
const mostRaces = 12;
/** A second item that was read too early so often is gone: what it knew is counted again, over and never under. */
const mostEarlyReads = 3;

/**
 * Counts the occurrences of one fingerprint by reading its item, and its second one where that is needed, and putting it
 * anew; tidies it where it is time. Throws where it loses race after race.
 */
export type CountAfterReading = (
  occurrences: Occurrences,
  hidden: Hidden | null,
  now: Date,
) => Promise<CountedWrite | Duplicate>;

/** Counts so in the table `tableName`; what the process learns of an item goes into `knownHere`. */
export function createCountAfterReading(
  dynamoDb: DynamoDBClient,
  tableName: string,
  settings: CountSettings,
  knownHere: KnownFingerprints,
): CountAfterReading {
  return async (occurrences, hidden, now) => {
    const { fingerprint } = occurrences;
    let isSecondNeeded = false;
    let earlyReads = 0;
    for (let race = 0; race < mostRaces; race += 1) {
      // In this order: what the second item was tidied from is never newer than the first one that is read.
      const second: ReadItems["second"] = isSecondNeeded
        ? await readSecondItem(dynamoDb, tableName, fingerprint)
        : "unread";
      const stored = await readItem(dynamoDb, tableName, fingerprint);
      const isThere = stored !== null && isCounted(stored) && !isExpired(stored, now);
      const item = isThere ? stored : null;
      if (item !== null && second !== "unread" && isReadTooEarly(item, second)) {
        earlyReads += 1;
        if (earlyReads < mostEarlyReads) continue;
      }
      const sampledAtSeconds = knownHere.get(fingerprint)?.sampledAtSeconds ?? null;
      const read = { item, second, sampledAtSeconds };
      const plan = planCount(read, occurrences, hidden, now, settings);
      if (plan.kind === "duplicate") {
        return { kind: "duplicate", known: readKnownDenial(item ?? {}) };
      }
      if (plan.kind === "needs-second") {
        isSecondNeeded = true;
        continue;
      }
      if (plan.second !== null && second !== "unread") {
        if (!(await putAsRead(dynamoDb, tableName, plan.second, second))) continue;
      }
      if (!(await putAsRead(dynamoDb, tableName, plan.item, stored))) continue;
      knownHere.set(fingerprint, metOf(plan.item, plan.sampledAtSeconds));
      return { kind: "written", before: item, after: plan.item, added: plan.added };
    }
    throw new Error(
      `Cannot count occurrences of "${fingerprint}": ${mostRaces} writes in a row lost to others`,
    );
  };
}
