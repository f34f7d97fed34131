import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { adoptFormer, type Adoption } from "./adopt-former.ts";
import { unlessConditionFails } from "./condition.client.ts";
import type { Hidden } from "./count-settings.ts";
import { type DenialItem, denialKey } from "./denial-item.ts";
import { isReadTooEarly } from "./details-item.ts";
import type { KnownDenial } from "./known-denial.ts";
import { buildLoudnessRows } from "./loudness.ts";
import type { Occurrences } from "./occurrence.ts";
import { putAsRead } from "./put-as-read.client.ts";
import { readKnownDenial } from "./read-denial.ts";
import { readItemPairs } from "./read-item-pairs.client.ts";
import { readItem, readSecondItem } from "./read-items.client.ts";

/** What an earlier version knew, and how many of the occurrences it had not counted: 0 where all are copies. */
export interface TakenOver {
  readonly known: KnownDenial;
  readonly added: number;
}

/** How often a write that lost a race is tried again. */
const mostRaces = 12;

/**
 * Gives a fingerprint that was just counted as new the past that an earlier version kept under the name `former`: by three
 * writes, the last of which takes the former item out of the indexes. Null where that is gone, or where the races were
 * all lost: the denial is left as new then, and told.
 */
export async function takeOverFormer(
  dynamoDb: DynamoDBClient,
  tableName: string,
  former: string,
  occurrences: Occurrences,
  hidden: Hidden | null,
  keepDays: number,
): Promise<TakenOver | null> {
  const { fingerprint } = occurrences;
  const pair = (await readItemPairs(dynamoDb, tableName, [former])).get(former);
  if (pair === undefined) return null;
  let adoption: Adoption | null = null;
  for (let race = 0; race < mostRaces; race += 1) {
    // In this order, as for tidying.
    const second = await readSecondItem(dynamoDb, tableName, fingerprint);
    const item = await readItem(dynamoDb, tableName, fingerprint);
    if (item === null) return null;
    // The write took place before, and only its answer was lost.
    if (adoption !== null && item["fm"]?.S === former) return await end(adoption);
    if (isReadTooEarly(item, second)) continue;
    adoption = adoptFormer({ item, second }, former, pair, occurrences, hidden, keepDays);
    if (!(await putAsRead(dynamoDb, tableName, adoption.second, second))) continue;
    if (await putAsRead(dynamoDb, tableName, adoption.item, item)) return await end(adoption);
  }
  return null;

  async function end({ item, added }: Adoption): Promise<TakenOver> {
    for (const row of buildLoudnessRows(fingerprint, null, item)) {
      await dynamoDb.send(new PutItemCommand({ TableName: tableName, Item: row }));
    }
    await leaveIndexes();
    const alert = pick(item, ["s", "o"]);
    return {
      added,
      known: readKnownDenial({ ...pair?.item, ...denialKey(fingerprint), ...alert }),
    };
  }

  /** The former item is in no list any more, and stays for other fingerprints that it may be the past of. */
  async function leaveIndexes(): Promise<void> {
    await unlessConditionFails(
      dynamoDb.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: denialKey(former),
          UpdateExpression: "SET nx = if_not_exists(nx, :nx) ADD z :1 REMOVE d, w",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":nx": { S: fingerprint }, ":1": { N: "1" } },
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
