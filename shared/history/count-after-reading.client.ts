import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { applyOccurrences, findFresh, needsDetails } from "./apply-occurrences.ts";
import { chooseSamples, marksOf } from "./choose-samples.ts";
import type { CountedWrite, Duplicate } from "./counted.ts";
import type { CountSettings, Hidden } from "./count-settings.ts";
import { type DenialItem, isCounted, isExpired, numberOf, secondsPerDay } from "./denial-item.ts";
import { isReadTooEarly, readDetails } from "./details-item.ts";
import { isTidyingDue } from "./is-tidying-due.ts";
import { type KnownFingerprints, type Met, metOf } from "./known-fingerprints.ts";
import { epochSeconds, type Occurrences } from "./occurrence.ts";
import { putAsRead } from "./put-as-read.client.ts";
import { readKnownDenial } from "./read-denial.ts";
import { readItem, readSecondItem } from "./read-items.client.ts";
import { tidyItem } from "./tidy-item.ts";

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
      const second: DenialItem | null = isSecondNeeded
        ? await readSecondItem(dynamoDb, tableName, fingerprint)
        : null;
      const stored = await readItem(dynamoDb, tableName, fingerprint);
      const isThere = stored !== null && isCounted(stored) && !isExpired(stored, now);
      const before = isThere ? stored : null;
      if (isSecondNeeded && before !== null && isReadTooEarly(before, second)) {
        earlyReads += 1;
        if (earlyReads < mostEarlyReads) continue;
      }
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
          if (!(await putAsRead(dynamoDb, tableName, tidied.second, second))) continue;
          after = apply(tidied.item);
        }
      }
      if (!(await putAsRead(dynamoDb, tableName, after, stored))) continue;
      const sampledAt = sampled.map(({ occurredAt }) => epochSeconds(occurredAt));
      knownHere.set(fingerprint, metOf(after, Math.max(met.sampledAtSeconds, ...sampledAt)));
      return { kind: "written", before, after, added: fresh.length };
    }
    throw new Error(
      `Cannot count occurrences of "${fingerprint}": ${mostRaces} writes in a row lost to others`,
    );
  };

  /** What samples are chosen by. */
  function chooseFrom(before: DenialItem | null, { latest, timesSeconds }: Occurrences): Met {
    const here = knownHere.get(latest.fingerprint);
    if (before !== null) {
      const sampledAt = here?.sampledAtSeconds ?? numberOf(before["l"]) ?? 0;
      return metOf(before, sampledAt);
    }
    const marks = new Set(marksOf(latest));
    return { ...metOf({}, timesSeconds.at(-1) ?? 0), marks };
  }
}
