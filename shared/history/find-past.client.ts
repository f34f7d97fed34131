import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { adoptFormer } from "./adopt-former.ts";
import { unlessConditionFails } from "./condition.client.ts";
import type { CountSettings, Hidden } from "./count-settings.ts";
import { type DenialItem, denialKey } from "./denial-item.ts";
import { findRelated, type Related } from "./find-related.client.ts";
import { createPredecessorKeeper } from "./keep-predecessor.client.ts";
import type { KnownDenial, Predecessor } from "./known-denial.ts";
import type { Occurrences } from "./occurrence.ts";
import type { Predecessors } from "./predecessors.ts";
import { putAsRead } from "./put-as-read.client.ts";
import { readKnownDenial } from "./read-denial.ts";
import { readItem } from "./read-items.client.ts";

/** How often a write that lost a race is tried again. */
const mostRaces = 12;

/** What the history holds of a denial that was counted as a new fingerprint. */
export type Past =
  | { readonly kind: "none"; readonly predecessor: Predecessor | null }
  /** An earlier version knew it: `known` is what it knew, `added` what it had not counted, 0 for a copy. */
  | { readonly kind: "adopted"; readonly added: number; readonly known: KnownDenial };

/** Looks for the past of a fingerprint that was just counted as new, and writes down what there is. */
export type PastFinder = (
  occurrences: Occurrences,
  hidden: Hidden | null,
  now: Date,
) => Promise<Past>;

/** One read for each new fingerprint, and writes only where there is a past to write down. */
export function createPastFinder(
  dynamoDb: DynamoDBClient,
  tableName: string,
  settings: CountSettings,
  predecessors: Predecessors,
): PastFinder {
  const keeper = createPredecessorKeeper(dynamoDb, tableName, predecessors);
  return async (occurrences, hidden, now) => {
    const { latest, fingerprint } = occurrences;
    const { former, predecessor } = await findRelated(
      dynamoDb,
      tableName,
      latest,
      now,
      settings.fingerprintRules,
    );
    if (former !== null) {
      const adopted = await adopt(occurrences, former);
      if (adopted !== null) return adopted;
    }
    if (predecessor !== null) {
      predecessors.set(fingerprint, predecessor);
      // What is told is written once more anyway, when it is told.
      if (hidden !== null) await keeper.keepPredecessor(fingerprint);
    }
    return { kind: "none", predecessor };
  };

  /** Null where it is gone, or where the races for it were all lost: it is left as new then, and told. */
  async function adopt(
    occurrences: Occurrences,
    former: NonNullable<Related["former"]>,
  ): Promise<Past | null> {
    const { fingerprint } = occurrences;
    for (let race = 0; race < mostRaces; race += 1) {
      const item = await readItem(dynamoDb, tableName, fingerprint);
      if (item === null) return null;
      const adoption = adoptFormer(item, former.item, former.fingerprint, occurrences);
      if (!(await putAsRead(dynamoDb, tableName, adoption.item, item))) continue;
      await leaveIndexes(former.fingerprint, fingerprint);
      const known = readKnownDenial({
        ...former.item,
        ...denialKey(fingerprint),
        ...pick(adoption.item, ["s", "o"]),
      });
      return { kind: "adopted", added: adoption.added, known };
    }
    return null;
  }

  /** The former item is in no list any more, and stays for other fingerprints that it may be the past of. */
  async function leaveIndexes(former: string, successor: string): Promise<void> {
    await unlessConditionFails(
      dynamoDb.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: denialKey(former),
          UpdateExpression: "SET nx = if_not_exists(nx, :nx) ADD z :1 REMOVE d, w",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":nx": { S: successor }, ":1": { N: "1" } },
        }),
      ),
    );
  }
}

function pick(item: DenialItem, names: readonly string[]): DenialItem {
  return Object.fromEntries(
    names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])),
  );
}
