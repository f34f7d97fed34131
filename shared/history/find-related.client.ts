import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { fingerprintsOfOtherReasons, formerFingerprintsOf } from "../denial/fingerprint.ts";
import type { FingerprintRule } from "../denial/fingerprint-rules.ts";
import { denialKey, fingerprintOfKey, isExpired, numberOf } from "./denial-item.ts";
import type { Predecessor } from "./known-denial.ts";
import type { RecordedDenial } from "./occurrence.ts";
import { readItems } from "./read-items.client.ts";

/** What the history holds of the same denial under other fingerprints; null for nothing. */
export interface Related {
  /** The fingerprint that an earlier version of Denywatch counted it as. */
  readonly former: string | null;
  /** The same with another reason, the last seen one. */
  readonly predecessor: Predecessor | null;
}

/**
 * Reads the items of all the other fingerprints that a denial may have had, by their keys: one request. A predecessor
 * was not first seen after `firstSeenSeconds`.
 */
export async function findRelated(
  dynamoDb: DynamoDBClient,
  tableName: string,
  denial: RecordedDenial,
  now: Date,
  rules?: readonly FingerprintRule[],
  firstSeenSeconds = Infinity,
): Promise<Related> {
  const formers = formerFingerprintsOf(denial, rules);
  const others = fingerprintsOfOtherReasons(denial, rules);
  const asked = [...formers, ...others.map(({ fingerprint }) => fingerprint)];
  const items = await readItems(dynamoDb, tableName, asked.map(denialKey), false);
  const found = new Map(
    items
      .filter((item) => !isExpired(item, now))
      .map((item) => [fingerprintOfKey(item) ?? "", item]),
  );
  const [newest] = others
    .flatMap(({ fingerprint, reason }) => {
      const item = found.get(fingerprint);
      const isBefore = (numberOf(item?.["f"]) ?? Infinity) <= firstSeenSeconds;
      return item === undefined || !isBefore
        ? []
        : [{ fingerprint, ...reason, at: numberOf(item["l"]) ?? 0 }];
    })
    .sort((a, b) => b.at - a.at);
  return {
    former: formers.find((fingerprint) => found.has(fingerprint)) ?? null,
    predecessor:
      newest === undefined
        ? null
        : {
            fingerprint: newest.fingerprint,
            denyType: newest.denyType,
            policyType: newest.policyType,
          },
  };
}
