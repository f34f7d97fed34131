import { DeleteItemCommand, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { denialKey } from "../../../shared/history/denial-item.ts";
import type { Counted } from "../../../shared/history/counted.ts";
import { createHistoryClient, type HistoryClient } from "../../../shared/history/history.client.ts";
import { groupOccurrences, type RecordedDenial } from "../../../shared/history/occurrence.ts";
import { buildDenial } from "../../support/denials.ts";
import { describeOnEngines } from "../../support/describe-on-engines.ts";
import type { Engine } from "../../support/dynamodb-engines.ts";

const now = new Date("2026-03-04T05:10:00Z");
let serial = 0;

function occurrence(fingerprint: string, minute: number, id = `event-${(serial += 1)}`) {
  const occurredAt = new Date(Date.parse("2026-03-04T05:00:00Z") + minute * 60_000).toISOString();
  return buildDenial({ fingerprint, eventId: id, dedupeId: id, occurredAt }) as RecordedDenial;
}

function sum(counts: ReadonlyMap<number, number> | undefined): number {
  return [...(counts?.values() ?? [])].reduce((total, count) => total + count, 0);
}

describeOnEngines("history", (start) => {
  let engine: Engine;
  let history: HistoryClient;
  beforeAll(async () => {
    engine = await start();
    history = newClient();
  });
  afterAll(() => engine.stop());

  function newClient(): HistoryClient {
    return createHistoryClient(engine.dynamoDb, engine.tableName, defaultCountSettings);
  }
  async function record(
    denials: readonly RecordedDenial[],
    client = history,
    hidden: { status: "muted"; by: string } | null = null,
  ): Promise<Counted> {
    const [group] = groupOccurrences(denials);
    if (group === undefined) throw new Error("no occurrence");
    return await client.recordOccurrences(group, hidden, now);
  }
  async function itemSize(fingerprint: string): Promise<number> {
    const { Item } = await engine.dynamoDb.send(
      new GetItemCommand({ TableName: engine.tableName, Key: denialKey(fingerprint) }),
    );
    // As DynamoDB counts: a number is half its digits and a byte; a set's elements are taken as a list's.
    return Object.entries(Item ?? {}).reduce((size, [name, { S, N, B, SS, BS }]) => {
      const bytes =
        S?.length ??
        B?.length ??
        (N === undefined ? undefined : Math.ceil(N.length / 2) + 1) ??
        [...(SS ?? []), ...(BS ?? [])].reduce((sum, { length }) => sum + length + 1, 3);
      return size + name.length + bytes;
    }, 0);
  }

  it("says new once, then repeat, with the state before", async () => {
    expect(await record([occurrence("fp-new", 0)])).toMatchObject({ kind: "new", added: 1 });
    const again = await record([occurrence("fp-new", 3)]);
    expect(again).toMatchObject({ kind: "repeat", added: 1, known: { count: 1 } });
    expect(await history.find("fp-new")).toMatchObject({
      count: 2,
      status: "pending",
      firstSeenSeconds: Date.parse("2026-03-04T05:00:00Z") / 1000,
      lastSeenSeconds: Date.parse("2026-03-04T05:03:00Z") / 1000,
      sample: { principal: { name: "Deploy" } },
    });
  });

  it.each([
    ["in the process that counted it", () => history],
    ["in another process", newClient],
  ])("counts a redelivered event once, %s", async (_where, client) => {
    const fingerprint = `fp-redelivered-${(serial += 1)}`;
    const event = occurrence(fingerprint, 0);
    await record([event]);
    await record([occurrence(fingerprint, 1)]);
    expect(await record([event], client())).toMatchObject({ kind: "duplicate" });
    expect(await history.find(fingerprint)).toMatchObject({ count: 2 });
  });

  it("counts each of a hundred events once when all of them come again", async () => {
    const events = Array.from({ length: 100 }, (_, index) => occurrence("fp-hundred", index / 2));
    for (const event of events) await record([event]);
    for (const event of events) await record([event], newClient());
    expect(await history.find("fp-hundred")).toMatchObject({ count: 100 });
  });

  it("counts a late event at its own time, and does not move last-seen back", async () => {
    await record([occurrence("fp-late", 50)]);
    expect(await record([occurrence("fp-late", 1)])).toMatchObject({ kind: "repeat" });
    const found = await history.find("fp-late");
    expect(found).toMatchObject({
      count: 2,
      firstSeenSeconds: Date.parse("2026-03-04T05:01:00Z") / 1000,
      lastSeenSeconds: Date.parse("2026-03-04T05:50:00Z") / 1000,
    });
  });

  it("counts by hour and by day", async () => {
    await record([
      occurrence("fp-hours", 0),
      occurrence("fp-hours", 30),
      occurrence("fp-hours", 90),
    ]);
    const found = await history.find("fp-hours");
    expect([...(found?.countByHour.values() ?? [])].sort()).toEqual([1, 2]);
    expect([...(found?.countByDay.values() ?? [])]).toEqual([3]);
  });

  it("says new to one of many concurrent copies", async () => {
    const event = occurrence("fp-copies", 0);
    const found = await Promise.all(Array.from({ length: 50 }, () => record([event], newClient())));
    expect(found.filter(({ kind }) => kind === "new")).toHaveLength(1);
    expect(found.filter(({ kind }) => kind === "duplicate")).toHaveLength(49);
    expect(await history.find("fp-copies")).toMatchObject({ count: 1 });
  });

  it("counts concurrent batches exactly", async () => {
    const batches = Array.from({ length: 8 }, () =>
      Array.from({ length: 20 }, (_, index) => occurrence("fp-batches", index)),
    );
    await Promise.all(batches.map((batch) => record(batch, newClient())));
    expect(await history.find("fp-batches")).toMatchObject({ count: 160 });
  });

  it("keeps the counted item of a loud fingerprint under a kilobyte, and what it grew out of", async () => {
    const client = newClient();
    const sizes: number[] = [];
    for (let hour = 0; hour < 300; hour += 1) {
      await record([occurrence("fp-loud", hour * 60)], client);
      sizes.push(await itemSize("fp-loud"));
    }
    expect(Math.max(...sizes)).toBeLessThan(1024);
    const found = await history.find("fp-loud");
    expect(found?.count).toBe(300);
    expect([...(found?.countByHour.values() ?? [])]).toEqual(Array.from({ length: 168 }, () => 1));
    expect(sum(found?.countByDay)).toBe(300);
    expect(found?.samples).toHaveLength(10);
  });

  it("gives an alert to one claimant, and back when it is postponed", async () => {
    await record([occurrence("fp-claim", 0)]);
    const known = await history.find("fp-claim");
    if (known === null) throw new Error("not found");
    const lease = now.getTime() + 120_000;
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, index) => history.claimAlert(known, "new", lease + index)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    const won = lease + claims.indexOf(true);
    expect(await history.markTold("fp-claim", won + 1, told())).toBe(false);
    await history.postponeAlert("fp-claim", won, {
      dueMilliseconds: now.getTime() + 5,
      channels: ["default"],
    });
    expect(await history.find("fp-claim")).toMatchObject({
      status: "pending",
      leaseUntilMilliseconds: now.getTime() + 5,
      pendingChannels: ["default"],
    });
    expect(await history.markTold("fp-claim", now.getTime() + 5, told())).toBe(true);
    expect(await history.find("fp-claim")).toMatchObject({ status: "told", toldCount: 1 });
  });
  const told = () => ({ kind: "new", count: 1, at: now }) as const;

  it("gives no alert to who knows it from before it was told, although its lease is the same", async () => {
    await record([occurrence("fp-grown", 0)]);
    const first = await history.find("fp-grown");
    if (first === null) throw new Error("not found");
    await history.markTold("fp-grown", first.leaseUntilMilliseconds, told());
    const known = await history.find("fp-grown");
    if (known === null) throw new Error("not found");
    const lease = now.getTime() + 60_000;
    expect(await history.claimAlert(known, "grown", lease)).toBe(true);
    const later = { kind: "grown", count: 10, at: new Date(lease) } as const;
    expect(await history.markTold("fp-grown", lease, later)).toBe(true);
    expect(await history.claimAlert(known, "grown", lease + 1)).toBe(false);
    expect(await history.find("fp-grown")).toMatchObject({ status: "told", toldCount: 10 });
  });

  it("gives no alert to who knows it from before it was told in one channel, although it is due at the same time", async () => {
    await record([occurrence("fp-channels", 0)]);
    const known = await history.find("fp-channels");
    if (known === null) throw new Error("not found");
    const due = known.leaseUntilMilliseconds;
    expect(await history.claimAlert(known, "new", due + 60_000)).toBe(true);
    const left = { dueMilliseconds: due, channels: ["security", "platform"] };
    expect(await history.postponeAlert("fp-channels", due + 1, left)).toBe(false);
    expect(await history.postponeAlert("fp-channels", due + 60_000, left)).toBe(true);
    expect(await history.claimAlert(known, "new", due + 60_000)).toBe(false);
    const current = await history.find("fp-channels");
    if (current?.pendingChannels === undefined || current.pendingChannels === null) {
      throw new Error("no channels");
    }
    const turned = { ...current, pendingChannels: current.pendingChannels.toReversed() };
    expect(await history.claimAlert(turned, "new", due + 60_000)).toBe(true);
  });

  it("lists by status, and a muted denial is not pending", async () => {
    await record([occurrence("fp-muted", 0)], history, { status: "muted", by: "m-1" });
    const muted = await history.listByStatus("muted", { limit: 10 });
    expect(muted.find(({ fingerprint }) => fingerprint === "fp-muted")).toMatchObject({
      hiddenCount: 1,
      hiddenBy: "m-1",
    });
    const pending = await history.listByStatus("pending", { limit: 100 });
    expect(pending.map(({ fingerprint }) => fingerprint)).not.toContain("fp-muted");
  });

  it.each([
    ["one by one", (denials: readonly RecordedDenial[]) => denials.map((denial) => [denial])],
    ["in batches", (denials: readonly RecordedDenial[]) => [denials]],
  ])("counts for each mute what it hid, %s, also what was tidied away", async (how, cut) => {
    const id = `fp-hidden-${how.replaceAll(" ", "-")}`;
    const turns = [
      ["first", 40],
      ["second", 1],
      ["first", 25],
      ["third", 30],
    ] as const;
    let minute = 0;
    for (const [by, calls] of turns) {
      const denials = Array.from({ length: calls }, () => occurrence(id, (minute += 1)));
      for (const part of cut(denials)) await record(part, history, { status: "muted", by });
      // Copies count for nobody.
      await record(denials.slice(-1), newClient(), { status: "muted", by });
    }
    const entry = await history.find(id);
    const at = (n: number) => Date.parse("2026-03-04T05:00:00Z") / 1000 + n * 60;
    expect(entry).toMatchObject({ count: 96, hiddenCount: 96, hiddenBy: "third" });
    expect(entry?.hiddenCounts).toEqual(
      new Map([
        ["second", { count: 1, lastSeconds: at(41) }],
        ["first", { count: 65, lastSeconds: at(66) }],
        ["third", { count: 30, lastSeconds: at(96) }],
      ]),
    );
  });

  it("starts over when an item has expired under a process that knew it", async () => {
    await record([occurrence("fp-expired", 0)]);
    await engine.dynamoDb.send(
      new DeleteItemCommand({ TableName: engine.tableName, Key: denialKey("fp-expired") }),
    );
    expect(await record([occurrence("fp-expired", 1)])).toMatchObject({ kind: "new" });
    expect(await history.find("fp-expired")).toMatchObject({ count: 1 });
  });

  it("throws when the engine is gone, so that the event comes back", async () => {
    const gone = createHistoryClient(engine.dynamoDb, "no-such-table", defaultCountSettings);
    await expect(record([occurrence("fp-gone", 0)], gone)).rejects.toThrow();
  });
});
