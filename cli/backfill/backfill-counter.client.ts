import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { unlessConditionFails } from "../../shared/history/condition.client.ts";
import type { Hidden } from "../../shared/history/count-settings.ts";
import { type DenialItem, denialKey, numberOf } from "../../shared/history/denial-item.ts";
import { type Details, noDetails } from "../../shared/history/details.ts";
import { readDetails } from "../../shared/history/details-item.ts";
import type { Occurrences } from "../../shared/history/occurrence.ts";
import { putAsRead } from "../../shared/history/put-as-read.client.ts";
import { readItem, readSecondItem } from "../../shared/history/read-items.client.ts";
import { type Ledger, openLedger } from "./ledger.client.ts";
import {
  backfillAttributes,
  type BackfillSettings,
  inlineEntries,
  mostInline,
  planBackfill,
} from "./plan-backfill.ts";

export interface BackfillCount {
  readonly added: number;
  readonly known: number;
  readonly leftToLive: number;
  readonly isNew: boolean;
}

/** Live counting writes to the same item: in a storm some tries are lost to it. */
const mostRaces = 200;

/**
 * Counts a backfill's occurrences of one fingerprint in the table `tableName`, each event once in all runs. Killed
 * anywhere, it leaves the item and its ledger so that the next run counts exactly the rest: the count and the events
 * that it stands for are one write. `dryRun` reads and writes nothing.
 */
export async function countBackfilled(
  { dynamoDb, tableName }: { readonly dynamoDb: DynamoDBClient; readonly tableName: string },
  occurrences: Occurrences,
  known: DenialItem | null,
  hidden: Hidden | null,
  settings: BackfillSettings,
  dryRun: boolean,
): Promise<BackfillCount> {
  const { mostInWrite } = settings;
  const total = { added: 0, known: 0, leftToLive: 0, isNew: false };
  let item = known;
  // A fingerprint without an item has no ledger.
  let ledger = await ledgerOf(item);
  let second = item?.["sx"] === undefined ? null : await readSecond();
  let races = 0;
  // This run made the item, and nobody has come between since: there is no ledger but what it writes.
  let isOwn = false;
  for (let at = 0; at < occurrences.dedupeIds.length;) {
    await spill();
    const part = {
      ...occurrences,
      denials: occurrences.denials.slice(at, at + mostInWrite),
      dedupeIds: occurrences.dedupeIds.slice(at, at + mostInWrite),
      timesSeconds: occurrences.timesSeconds.slice(at, at + mostInWrite),
    };
    const plan = planBackfill(
      item,
      detailsOf(item),
      ledger?.digests ?? new Set(),
      part,
      hidden,
      settings,
    );
    if (plan.item !== null && !dryRun && !(await putAsRead(dynamoDb, tableName, plan.item, item))) {
      races += 1;
      isOwn = false;
      if (races >= mostRaces) {
        throw new Error(
          `Cannot count occurrences of "${occurrences.fingerprint}": ${mostRaces} writes lost to others; run it again`,
        );
      }
      const before = item?.[backfillAttributes.count]?.N;
      item = await readItem(dynamoDb, tableName, occurrences.fingerprint);
      // In this order: a second item that was tidied meanwhile knows more events, one that was read before knows fewer.
      second = await readSecond();
      // Live counting leaves the ledger as it is: only another backfill's count says that it has changed.
      if (item?.[backfillAttributes.count]?.N !== before) ledger = await ledgerOf(item);
      continue;
    }
    isOwn ||= item === null && plan.item !== null;
    item = plan.item ?? item;
    total.added += plan.added;
    total.known += plan.known;
    total.leftToLive += plan.leftToLive;
    total.isNew ||= plan.isNew && plan.added > 0;
    at += mostInWrite;
  }
  await spill();
  return total;

  function detailsOf(of: DenialItem | null): Details {
    return of === null ? noDetails : readDetails(of, second);
  }

  async function readSecond(): Promise<DenialItem | null> {
    return await readSecondItem(dynamoDb, tableName, occurrences.fingerprint);
  }

  /** Moves what the item holds too much of to the ledger, this run's or a killed one's. */
  async function spill(): Promise<void> {
    const entries = inlineEntries(item);
    const inline = item?.[backfillAttributes.inline];
    if (item === null || inline === undefined || entries.length <= mostInline || dryRun) return;
    ledger ??= await openLedger(
      dynamoDb,
      tableName,
      occurrences.fingerprint,
      settings.count.keepDays,
      isOwn,
    );
    await ledger.add(entries);
    await unlessConditionFails(
      dynamoDb.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: denialKey(occurrences.fingerprint),
          UpdateExpression: `REMOVE ${backfillAttributes.inline}`,
          ConditionExpression: `${backfillAttributes.inline} = :inline`,
          ExpressionAttributeValues: { ":inline": inline },
        }),
      ),
    );
    item = { ...item };
    Reflect.deleteProperty(item, backfillAttributes.inline);
  }

  async function ledgerOf(of: DenialItem | null): Promise<Ledger | null> {
    if (of === null || numberOf(of[backfillAttributes.count]) === null) return null;
    return await openLedger(dynamoDb, tableName, occurrences.fingerprint, settings.count.keepDays);
  }
}
