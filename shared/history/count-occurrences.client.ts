import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { createCountAfterReading } from "./count-after-reading.client.ts";
import { createCountWithoutReading } from "./count-without-reading.client.ts";
import type { Counted } from "./counted.ts";
import type { CountSettings, Hidden } from "./count-settings.ts";
import { createPastFinder } from "./find-past.client.ts";
import { createKnownFingerprints } from "./known-fingerprints.ts";
import { buildLoudnessRows } from "./loudness.ts";
import type { Occurrences } from "./occurrence.ts";
import type { Predecessors } from "./predecessors.ts";
import { readKnownDenial } from "./read-denial.ts";

export interface OccurrenceCounter {
  /**
   * Counts the occurrences of one fingerprint, each event once, in one write.
   * Throws where DynamoDB does not answer; nothing is counted then, or the same call counts it later.
   */
  recordOccurrences(occurrences: Occurrences, hidden: Hidden | null, now: Date): Promise<Counted>;
}

/** Counts in the table `tableName`; `settings` is what new counts are made with. */
export function createOccurrenceCounter(
  dynamoDb: DynamoDBClient,
  tableName: string,
  settings: CountSettings,
  predecessors: Predecessors,
): OccurrenceCounter {
  const knownHere = createKnownFingerprints();
  const countWithoutReading = createCountWithoutReading(dynamoDb, tableName, settings, knownHere);
  const countAfterReading = createCountAfterReading(dynamoDb, tableName, settings, knownHere);
  const findPast = createPastFinder(dynamoDb, tableName, settings, predecessors);
  return {
    async recordOccurrences(occurrences, hidden, now) {
      const counted =
        (await countWithoutReading(occurrences, hidden, now)) ??
        (await countAfterReading(occurrences, hidden, now));
      if (counted.kind === "duplicate") return counted;
      const { before, after, added } = counted;
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
    },
  };
}
