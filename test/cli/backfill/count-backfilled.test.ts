import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countBackfilled } from "../../../cli/backfill/backfill-counter.client.ts";
import { mostInOneWrite } from "../../../cli/backfill/plan-backfill.ts";
import { readRecord } from "../../../shared/cloudtrail/read-record.ts";
import { explainRecord } from "../../../shared/denial/explain-record.ts";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { createHistoryClient, type HistoryClient } from "../../../shared/history/history.client.ts";
import {
  groupOccurrences,
  isRecorded,
  type Occurrences,
  type RecordedDenial,
} from "../../../shared/history/occurrence.ts";
import { readItem } from "../../../shared/history/read-items.client.ts";
import { type Engine, engines } from "../../support/dynamodb-engines.ts";
import { emptyTable } from "../../support/empty-table.ts";
import { buildRecord } from "../../support/events.ts";
import { type RecordingProxy, startDyingClient } from "../../support/dying-client.ts";

const now = new Date("2026-03-05T00:00:00Z");
const firstSeconds = Date.parse("2026-02-01T00:00:00Z") / 1000;
const settings = { count: defaultCountSettings, alert: false, now, mostInWrite: 40 };

/** Denials of one fingerprint, a minute apart. */
function denials(from: number, count: number): readonly RecordedDenial[] {
  return Array.from({ length: count }, (_, n) => {
    const reading = readRecord(
      buildRecord({
        eventID: `event-${from + n}`,
        eventTime: new Date((firstSeconds + (from + n) * 60) * 1000).toISOString(),
      }),
    );
    if (reading.kind !== "record") throw new Error(reading.problem);
    const denial = explainRecord(reading.record);
    if (!isRecorded(denial)) throw new Error("it is recorded");
    return denial;
  });
}

function group(found: readonly RecordedDenial[]): Occurrences {
  const [one] = groupOccurrences(found);
  if (one === undefined) throw new Error("there is one");
  return one;
}

describe.each(Object.entries(engines))("countBackfilled() on %s", (_name, start) => {
  let engine: Engine;
  let history: HistoryClient;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    await emptyTable(engine);
    history = createHistoryClient(engine.dynamoDb, engine.tableName, defaultCountSettings);
  });

  async function backfill(
    found: readonly RecordedDenial[],
    table = { ...engine },
    mostInWrite = mostInOneWrite,
  ) {
    const occurrences = group(found);
    const item = await readItem(engine.dynamoDb, engine.tableName, occurrences.fingerprint);
    return await countBackfilled(
      table,
      occurrences,
      item,
      null,
      { ...settings, mostInWrite },
      false,
    );
  }
  async function countLive(found: readonly RecordedDenial[]): Promise<void> {
    for (const denial of found) await history.recordOccurrences(group([denial]), null, now);
  }
  async function entry() {
    const found = await history.find(denials(0, 1)[0]?.fingerprint ?? "");
    if (found === null) throw new Error("it is in the history");
    return found;
  }

  it.each([1, 16, 17, 101, 4200])(
    "counts %i occurrences once, however often it runs",
    async (n) => {
      const found = denials(0, n);
      expect(await backfill(found)).toMatchObject({ added: n, known: 0, isNew: true });
      const before = await entry();
      expect(before).toMatchObject({ count: n, status: "seen", toldCount: n });
      expect(await backfill(found)).toMatchObject({ added: 0, known: n, leftToLive: 0 });
      expect(await backfill(found.toReversed())).toMatchObject({ added: 0, known: n });
      expect(await entry()).toEqual(before);
    },
  );

  it("counts what overlaps from another source once, in whichever order it comes", async () => {
    const all = denials(0, 900);
    expect(await backfill(all.slice(300, 700))).toMatchObject({ added: 400 });
    expect(await backfill(all.filter((_, n) => n % 2 === 0))).toMatchObject({
      added: 250,
      known: 200,
    });
    expect(await backfill(all)).toMatchObject({ added: 250, known: 650 });
    expect(await entry()).toMatchObject({ count: 900, firstSeenSeconds: firstSeconds });
  });

  it("counts beside live counting what that has not, and no copy of what that has", async () => {
    const all = denials(0, 160);
    await countLive(all.slice(100, 160));
    expect(await backfill(all)).toMatchObject({ added: 100, known: 60, leftToLive: 0 });
    expect((await entry()).count).toBe(160);
    expect((await entry()).status).toBe("pending");
    // Live counting knows its own events still, and the newest of the backfill's.
    await countLive(all.slice(130, 160));
    expect((await entry()).count).toBe(160);
  });

  it("leaves to live counting what that may have counted and forgotten", async () => {
    const all = denials(0, 230);
    await countLive(all.slice(100, 230));
    const first = await backfill(all);
    expect(first.added).toBe(100);
    expect(first.known + first.leftToLive).toBe(130);
    expect(await backfill(all)).toMatchObject({ added: 0 });
    expect((await entry()).count).toBe(230);
  });

  it("does not alert by the count that it brings", async () => {
    const all = denials(0, 400);
    await countLive(all.slice(399));
    const told = await entry();
    await history.markTold(told.fingerprint, told.leaseUntilMilliseconds, {
      kind: "new",
      count: 1,
      at: now,
    });
    await backfill(all.slice(0, 399));
    expect(await entry()).toMatchObject({ status: "told", count: 400, toldCount: 400 });
  });

  it("makes new denials due where they are to be told", async () => {
    const occurrences = group(denials(0, 3));
    const alert = { ...settings, alert: true };
    await countBackfilled(engine, occurrences, null, null, alert, false);
    expect(await entry()).toMatchObject({
      status: "pending",
      leaseUntilMilliseconds: now.getTime(),
      toldCount: 0,
    });
  });

  it("records what is muted as muted", async () => {
    const hidden = { status: "muted", by: "m-1" } as const;
    await countBackfilled(engine, group(denials(0, 3)), null, hidden, settings, false);
    expect(await entry()).toMatchObject({ status: "muted", hiddenBy: "m-1", hiddenCount: 3 });
  });

  it("writes nothing in a dry run", async () => {
    const occurrences = group(denials(0, 30));
    const found = await countBackfilled(engine, occurrences, null, null, settings, true);
    expect(found).toMatchObject({ added: 30, isNew: true });
    expect(await history.find(occurrences.fingerprint)).toBeNull();
  });

  it("counts exactly after being killed at any of its requests", async () => {
    const all = denials(0, 100);
    let requests = 1;
    for (; ; requests += 1) {
      await emptyTable(engine);
      const dying: RecordingProxy = startDyingClient(engine.endpoint, requests);
      const table = { dynamoDb: dying.dynamoDb, tableName: engine.tableName };
      const isThrough = await backfill(all, { ...engine, ...table }, 40).then(
        () => true,
        () => false,
      );
      dying.dynamoDb.destroy();
      await backfill(all);
      expect((await entry()).count).toBe(100);
      expect(await backfill(all)).toMatchObject({ added: 0, known: 100 });
      if (isThrough) break;
    }
    expect(requests).toBeGreaterThan(8);
  });

  it("counts exactly with live counting and another backfill at the same time", async () => {
    const all = denials(0, 200);
    await countLive(all.slice(180, 181));
    await Promise.all([
      backfill(all.slice(0, 120), engine, 40),
      backfill(all.slice(60, 180), engine, 40),
      countLive(all.slice(181, 200)),
    ]);
    await backfill(all);
    expect((await entry()).count).toBe(200);
  });
});
