import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { CountSettings, Hidden } from "./count-settings.ts";
import { findRelated } from "./find-related.client.ts";
import { createPredecessorKeeper } from "./keep-predecessor.client.ts";
import type { Predecessor } from "./known-denial.ts";
import type { Occurrences } from "./occurrence.ts";
import type { Predecessors } from "./predecessors.ts";
import { takeOverFormer, type TakenOver } from "./take-over-former.client.ts";

/** What the history holds of a denial that was counted as a new fingerprint. */
export type Past =
  | { readonly kind: "none"; readonly predecessor: Predecessor | null }
  /** An earlier version knew it. */
  | ({ readonly kind: "adopted" } & TakenOver);

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
    const { fingerprintRules, keepDays } = settings;
    const related = await findRelated(dynamoDb, tableName, latest, now, fingerprintRules);
    const { former, predecessor } = related;
    if (former !== null) {
      const taken = await takeOverFormer(
        dynamoDb,
        tableName,
        former,
        occurrences,
        hidden,
        keepDays,
      );
      if (taken !== null) return { kind: "adopted", ...taken };
    }
    if (predecessor !== null) {
      predecessors.set(fingerprint, predecessor);
      // What is told is written once more anyway, when it is told.
      if (hidden !== null) await keeper.keepPredecessor(fingerprint);
    }
    return { kind: "none", predecessor };
  };
}
