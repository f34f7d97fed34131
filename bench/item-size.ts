import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { parseCloudTrailEvent } from "../shared/cloudtrail/event.ts";
import { createChannelStore } from "../shared/delivery/channel.client.ts";
import { defaultTurnLimits, emptyChannel, takeTurn } from "../shared/delivery/take-turn.ts";
import { explainRecord } from "../shared/denial/explain-record.ts";
import { defaultCountSettings, type Hidden } from "../shared/history/count-settings.ts";
import { type DenialItem, denialKey } from "../shared/history/denial-item.ts";
import { detailsKey } from "../shared/history/details-item.ts";
import { createHistoryClient } from "../shared/history/history.client.ts";
import { itemSize } from "../shared/history/item-size.ts";
import { groupOccurrences, isRecorded, type RecordedDenial } from "../shared/history/occurrence.ts";
import { startDynalite } from "../test/support/dynamodb-engines.ts";
import { buildEvent, buildRecord } from "../test/support/events.ts";
import type { BenchResult } from "./bench-result.ts";

const start = Date.parse("2026-03-04T05:06:00Z");
/** A repeat's write is billed by the kilobyte. */
const kilobyte = 1024;

/** A life of one fingerprint: how many occurrences, in batches of how many, and in how many sessions. */
interface Life {
  readonly name: string;
  readonly occurrences: number;
  readonly batch: number;
  readonly sessions: number;
  readonly hidden?: Hidden;
  /** The most that its first item may have; null where batches make it grow. */
  readonly most: number | null;
}

const lives: readonly Life[] = [
  { name: "new", occurrences: 1, batch: 1, sessions: 1, most: kilobyte },
  { name: "40 times", occurrences: 40, batch: 1, sessions: 1, most: kilobyte },
  { name: "400 times", occurrences: 400, batch: 1, sessions: 1, most: kilobyte },
  {
    name: "400 times, each in its session",
    occurrences: 400,
    batch: 1,
    sessions: 400,
    most: kilobyte,
  },
  {
    name: "400 times, muted",
    occurrences: 400,
    batch: 1,
    sessions: 1,
    hidden: { status: "muted", by: "nightly-scanner" },
    most: kilobyte,
  },
  {
    name: "10,000 times, in batches of 100",
    occurrences: 10_000,
    batch: 100,
    sessions: 50,
    most: null,
  },
  {
    name: "10,000 times, in batches of 1,000",
    occurrences: 10_000,
    batch: 1000,
    sessions: 50,
    most: null,
  },
];

/** The sizes of the table's items, as DynamoDB counts them, after lives of several kinds. docs/design.md has them. */
export async function benchItemSize(): Promise<readonly BenchResult[]> {
  const engine = await startDynalite();
  const { dynamoDb, tableName } = engine;
  const sizeOf = async (key: DenialItem): Promise<number> => {
    const { Item } = await dynamoDb.send(new GetItemCommand({ TableName: tableName, Key: key }));
    return Item === undefined ? 0 : itemSize(Item);
  };
  const results: BenchResult[] = [];
  for (const [place, life] of lives.entries()) {
    const history = createHistoryClient(dynamoDb, tableName, defaultCountSettings);
    let fingerprint = "";
    let largest = 0;
    for (let n = 0; n < life.occurrences; n += life.batch) {
      const denials = Array.from({ length: life.batch }, (_, k) => build(place, n + k, life));
      const [group] = groupOccurrences(denials);
      if (group === undefined) throw new Error("Cannot measure items: a batch has no denial");
      ({ fingerprint } = group);
      const now = new Date(start + (n + life.batch) * 1000);
      await history.recordOccurrences(group, life.hidden ?? null, now);
      largest = Math.max(largest, await sizeOf(denialKey(fingerprint)));
    }
    const first = {
      name: `item size, ${life.name}: sk = F, at most`,
      unit: "bytes",
      value: largest,
    };
    results.push(
      life.most === null
        ? { ...first, aim: null, met: null }
        : { ...first, aim: `at most ${life.most}`, met: largest <= life.most },
    );
    const second = await sizeOf(detailsKey(fingerprint));
    if (second > 0) results.push(plain(`item size, ${life.name}: sk = S`, second));
  }
  const channels = createChannelStore(dynamoDb, tableName);
  await channels.change("default", () => ({ answer: null, next: fullChannel() }));
  const channelKey = { pk: { S: "W#default" }, sk: { S: "W" } };
  results.push(
    plain("item size, a webhook in a burst, its budget spent", await sizeOf(channelKey)),
  );
  await engine.stop();
  return results;
}

function build(place: number, n: number, { sessions }: Life): RecordedDenial {
  const session = `build-${n % sessions}`;
  const record = buildRecord({
    eventTime: new Date(start + n * 1000).toISOString(),
    requestParameters: {
      bucketName: `orchard-artifacts-${"abcdefgh"[place] ?? "z"}`,
      key: "app.zip",
    },
  });
  const arn = `arn:aws:sts::210987654321:assumed-role/Deploy/${session}`;
  const event = buildEvent({
    ...record,
    userIdentity: { ...(record["userIdentity"] as object), arn },
    errorMessage: `User: ${arn} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::orchard-artifacts-${"abcdefgh"[place] ?? "z"}/app.zip" because no identity-based policy allows the s3:PutObject action`,
  });
  const parsed = parseCloudTrailEvent(event);
  const denial = parsed.kind === "record" ? explainRecord(parsed.record) : null;
  if (denial === null || !isRecorded(denial)) throw new Error("Cannot measure items: no denial");
  return denial;
}

/** A channel that was told as much as its budget allows, by as many principals, one of them in a burst. */
function fullChannel() {
  let state = emptyChannel;
  for (let n = 0; n < defaultTurnLimits.budget.messages; n += 1) {
    const principal = `digest-${String(n < 6 ? 0 : n).padStart(5, "0")}`;
    const denial = String(n).padStart(8, "0");
    const request = { principal, denial, isNew: true, mostWaitMilliseconds: Infinity };
    state = takeTurn(state, request, start + n * 2000, defaultTurnLimits).next ?? state;
  }
  return state;
}

function plain(name: string, value: number): BenchResult {
  return { name, value, unit: "bytes", aim: null, met: null };
}
