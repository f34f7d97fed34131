import { PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fingerprintOf, fingerprintsOfOtherReasons } from "../../../shared/denial/fingerprint.ts";
import { encodeParts, type FingerprintRule } from "../../../shared/denial/fingerprint-rules.ts";
import type { Counted } from "../../../shared/history/counted.ts";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { denialKey } from "../../../shared/history/denial-item.ts";
import { createHistoryClient, type HistoryClient } from "../../../shared/history/history.client.ts";
import { groupOccurrences, type RecordedDenial } from "../../../shared/history/occurrence.ts";
import { packDenial } from "../../../shared/history/pack-denial.ts";
import { buildDenial, type DenialOverrides } from "../../support/denials.ts";
import { describeOnEngines } from "../../support/describe-on-engines.ts";
import { type Engine, localClient } from "../../support/dynamodb-engines.ts";

const now = new Date("2026-03-04T05:10:00Z");
const run = Date.now().toString(36);
let serial = 0;

/** As version 1 was, before a normalisation was improved to fold a number at the end of a bucket's name. */
const oldRules: readonly FingerprintRule[] = [{ version: 1, encode: encodeParts }];
const newRules: readonly FingerprintRule[] = [
  ...oldRules,
  {
    version: 2,
    encode: (parts) => {
      const normalised = parts.resource.normalised?.replace(/-\d+$/, "-*") ?? null;
      return encodeParts({ ...parts, resource: { ...parts.resource, normalised } });
    },
  },
];

describeOnEngines("a denial's past", (start) => {
  let engine: Engine;
  let before: HistoryClient;
  let after: HistoryClient;
  beforeAll(async () => {
    engine = await start();
    before = client(oldRules);
    after = client(newRules);
  });
  afterAll(() => engine.stop());

  function client(fingerprintRules: readonly FingerprintRule[]): HistoryClient {
    const settings = { ...defaultCountSettings, fingerprintRules };
    return createHistoryClient(engine.dynamoDb, engine.tableName, settings);
  }
  function denialOn(
    bucket: string,
    rules: readonly FingerprintRule[],
    overrides: DenialOverrides = {},
  ): RecordedDenial {
    const id = `event-${run}-${(serial += 1)}`;
    const resource = { text: bucket, normalised: `arn:aws:s3:::${run}-${bucket}` };
    const ids = { eventId: id, dedupeId: id, occurredAt: "2026-03-04T05:05:00Z" };
    const denial = buildDenial({ ...ids, ...overrides, resource });
    return { ...denial, fingerprint: fingerprintOf(denial, rules) } as RecordedDenial;
  }
  async function record(history: HistoryClient, denial: RecordedDenial): Promise<Counted> {
    const [group] = groupOccurrences([denial]);
    if (group === undefined) throw new Error("no occurrence");
    return await history.recordOccurrences(group, null, now);
  }
  async function tell(history: HistoryClient, denial: RecordedDenial): Promise<void> {
    const counted = await record(history, denial);
    if (counted.kind !== "new") throw new Error(`it is a ${counted.kind}`);
    const told = { kind: "new", count: 1, at: now } as const;
    await history.markTold(denial.fingerprint, counted.leaseUntilMilliseconds, told);
  }

  it("goes over to the fingerprint of a better version, and is not told again", async () => {
    const old = denialOn("orchard-7", oldRules);
    await tell(before, old);
    await record(before, denialOn("orchard-7", oldRules));
    const next = denialOn("orchard-7", newRules);
    expect(next.fingerprint).not.toBe(old.fingerprint);
    expect(await record(after, next)).toMatchObject({
      kind: "repeat",
      added: 1,
      known: { fingerprint: next.fingerprint, status: "told", count: 2, toldCount: 1 },
    });
    expect(await after.find(next.fingerprint)).toMatchObject({
      status: "told",
      count: 3,
      formerFingerprint: old.fingerprint,
    });
    // Its account lists it once.
    const listed = await after.listByAccount("210987654321", { limit: 1000 });
    expect(listed.map(({ fingerprint }) => fingerprint)).not.toContain(old.fingerprint);
  });

  it("counts an event once that the version before counted and that comes again", async () => {
    const old = denialOn("pear-7", oldRules);
    await tell(before, old);
    const again = { ...old, fingerprint: fingerprintOf(old, newRules) };
    expect(await record(after, again)).toMatchObject({ kind: "duplicate" });
    expect(await after.find(again.fingerprint)).toMatchObject({ count: 1, status: "told" });
  });

  it("takes over all that the version before knew, also what had moved to its second item", async () => {
    const old = Array.from({ length: 130 }, (_, n) => {
      const occurredAt = new Date(now.getTime() - 86_400_000 + n * 600_000).toISOString();
      const principal = { sessionName: `build-${n % 5}` };
      return denialOn("cherry-7", oldRules, { occurredAt, principal });
    });
    const hidden = { status: "muted", by: "m-1" } as const;
    for (const part of [old.slice(0, 100), ...old.slice(100).map((one) => [one])]) {
      const [group] = groupOccurrences(part);
      if (group !== undefined) await before.recordOccurrences(group, hidden, now);
    }
    const next = denialOn("cherry-7", newRules);
    const [group] = groupOccurrences([next]);
    if (group === undefined) throw new Error("no occurrence");
    // One process has answers lost on the way, and its requests made again.
    const again = await lossy().recordOccurrences(group, hidden, now);
    expect(again).toMatchObject({ kind: "repeat", known: { status: "muted", count: 130 } });
    for (const copy of old.filter((_, n) => n % 6 === 0)) {
      const renamed = { ...copy, fingerprint: next.fingerprint };
      expect(await record(client(newRules), renamed)).toMatchObject({ kind: "duplicate" });
    }
    const entry = await after.find(next.fingerprint);
    const sum = (counts: ReadonlyMap<number, number> | undefined): number =>
      [...(counts?.values() ?? [])].reduce((total, count) => total + count, 0);
    expect(entry).toMatchObject({ count: 131, hiddenCount: 131, damage: null });
    expect([sum(entry?.countByHour), sum(entry?.countByDay)]).toEqual([131, 131]);
    expect(entry?.hiddenCounts.get("m-1")).toMatchObject({ count: 131 });
    expect(entry?.sessions.values.toSorted()).toEqual([0, 1, 2, 3, 4, 42].map((n) => `build-${n}`));
    expect(entry?.samples).toHaveLength(10);
    const span = { fromSeconds: now.getTime() / 1000 - 4 * 86_400, toSeconds: 2e9, limit: 500 };
    for (const most of [500, 1]) {
      const { top } = await after.listTop({ ...span, most });
      const names = top.map(({ entry: one }) => one.fingerprint);
      const [first] = old;
      expect(names.filter((name) => [next.fingerprint, first?.fingerprint].includes(name))).toEqual(
        [next.fingerprint],
      );
    }
  }, 60_000);

  /** A client that makes every second put twice and hears of the second one only, as where an answer was lost. */
  function lossy(): HistoryClient {
    const dynamoDb = localClient(engine.endpoint);
    let puts = 0;
    dynamoDb.middlewareStack.add(
      (call, { commandName }) =>
        async (args) => {
          if (commandName === "PutItemCommand" && (puts += 1) % 2 === 1) await call(args);
          return await call(args);
        },
      { step: "initialize", name: "lossy" },
    );
    const settings = { ...defaultCountSettings, fingerprintRules: newRules };
    return createHistoryClient(dynamoDb, engine.tableName, settings);
  }

  it("counts an event for the mute once that the version before counted", async () => {
    const old = denialOn("sloe-7", oldRules);
    await tell(before, old);
    const again = { ...old, fingerprint: fingerprintOf(old, newRules) };
    const [group] = groupOccurrences([again]);
    if (group === undefined) throw new Error("no occurrence");
    const hidden = { status: "muted", by: "m-1" } as const;
    expect(await after.recordOccurrences(group, hidden, now)).toMatchObject({ kind: "duplicate" });
    expect(await after.find(again.fingerprint)).toMatchObject({
      count: 1,
      hiddenCount: 0,
      hiddenCounts: new Map(),
      countByHour: new Map([[Math.floor(Date.parse(old.occurredAt) / 3_600_000), 1]]),
    });
  });

  it("is new where no version knew it", async () => {
    expect(await record(after, denialOn("plum-7", newRules))).toMatchObject({ kind: "new" });
  });

  it("names what the same denial was before its reason changed", async () => {
    const old = denialOn("fig", oldRules);
    await tell(before, old);
    const changed = denialOn("fig", oldRules, {
      reason: { denyType: "explicit", policyType: "service-control" },
    });
    const predecessor = {
      fingerprint: old.fingerprint,
      denyType: "implicit",
      policyType: "identity-based",
    };
    const counted = await record(before, changed);
    expect(counted).toMatchObject({ kind: "new", predecessor });
    const told = { kind: "new", count: 1, at: now } as const;
    const lease = counted.kind === "new" ? counted.leaseUntilMilliseconds : 0;
    await before.markTold(changed.fingerprint, lease, told);
    expect(await before.find(changed.fingerprint)).toMatchObject({ predecessor });
    const at = Date.parse(changed.occurredAt) / 1000;
    expect(await before.findPredecessor(changed, at, now)).toEqual(predecessor);
    expect(await before.findPredecessor(old, at - 1, now)).toBeNull();
    expect(fingerprintsOfOtherReasons(changed)).toHaveLength(26);
  });

  it("reads and counts an item of schema version 1", async () => {
    const first = denialOn("quince", oldRules);
    const { fingerprint } = first;
    // SHA-256 of the id, 42 bits of it, as that version wrote them.
    const { hash } = await import("node:crypto");
    const digest = hash("sha256", first.dedupeId, "base64url").slice(0, 7);
    const seconds = Date.parse(first.occurredAt) / 1000;
    await engine.dynamoDb.send(
      new PutItemCommand({
        TableName: engine.tableName,
        Item: {
          ...denialKey(fingerprint),
          ...{ v: { N: "1" }, n: { N: "5" }, z: { N: "7" }, s: { S: "told" }, o: { N: "0" } },
          ...{ f: { N: String(seconds - 90) }, l: { N: String(seconds) }, tn: { N: "1" } },
          ...{ d: { N: String(Math.floor(seconds / 86_400)) }, t: { N: String(seconds) } },
          [`h${Math.floor(seconds / 3600).toString(36)}`]: { N: "5" },
          [`y${Math.floor(seconds / 86_400).toString(36)}`]: { N: "5" },
          i0: { SS: [digest] },
          i1: { SS: ["AAAAAAA"] },
          x: { B: packDenial(first) },
          ttl: { N: String(seconds + 400 * 86_400) },
        },
      }),
    );
    expect(await after.find(fingerprint)).toMatchObject({ count: 5, regions: ["eu-west-1"] });
    expect(await record(before, first)).toMatchObject({ kind: "duplicate" });
    expect(await record(before, denialOn("quince", oldRules))).toMatchObject({
      kind: "repeat",
      known: { count: 5, status: "told" },
    });
    expect(await record(client(oldRules), first)).toMatchObject({ kind: "duplicate" });
    const found = await before.find(fingerprint);
    expect(found).toMatchObject({ count: 6, toldCount: 1 });
    expect([...(found?.countByHour.values() ?? [])]).toEqual([6]);
    expect([...(found?.countByDay.values() ?? [])]).toEqual([6]);
  });

  it("takes an item that has expired, and is not deleted yet, for gone", async () => {
    const denial = denialOn("medlar", oldRules);
    await tell(before, denial);
    await engine.dynamoDb.send(
      new UpdateItemCommand({
        TableName: engine.tableName,
        Key: denialKey(denial.fingerprint),
        UpdateExpression: "SET #ttl = :past",
        ExpressionAttributeNames: { "#ttl": "ttl" },
        ExpressionAttributeValues: { ":past": { N: String(now.getTime() / 1000 - 1) } },
      }),
    );
    expect(await record(before, denialOn("medlar", oldRules))).toMatchObject({ kind: "new" });
    expect(await before.find(denial.fingerprint)).toMatchObject({ count: 1, status: "pending" });
  });
});
