import { PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { checkConfig, mostConfigBytes } from "../../../shared/config/check-config.ts";
import { createConfigStore } from "../../../shared/config/config-store.client.ts";
import { configSchema } from "../../../shared/config/config-schema.ts";
import { hashConfig } from "../../../shared/config/hash-config.ts";
import { parseConfig } from "../../../shared/config/parse-config.ts";
import { describeOnEngines } from "../../support/describe-on-engines.ts";
import type { Engine } from "../../support/dynamodb-engines.ts";
import { emptyTable } from "../../support/empty-table.ts";

const defaults = parseConfig({});
const quiet = { alerts: { quietDays: 30 } };

describeOnEngines("createConfigStore()", (start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.stop());
  beforeEach(() => emptyTable(engine));

  const at = new Date("2026-03-04T05:06:07Z");
  const store = () => createConfigStore(engine.dynamoDb, engine.tableName, () => at);
  const writeByHand = (config: string, previous?: string) =>
    engine.dynamoDb.send(
      new PutItemCommand({
        TableName: engine.tableName,
        Item: {
          pk: { S: "C" },
          sk: { S: "current" },
          z: { N: "7" },
          config: { S: config },
          ...(previous === undefined ? {} : { previous: { S: previous } }),
        },
      }),
    );

  it("where nothing was pushed, the defaults are in force", async () => {
    expect(await store().current()).toEqual({
      version: 0,
      config: defaults,
      json: {},
      mutesSince: new Map(),
      hash: hashConfig({}),
      pushedAt: null,
      pushedBy: null,
      problem: null,
    });
  });

  it("gives back what was put, with who and when", async () => {
    expect(await store().put(quiet, "kim", await store().current())).toBe("written");
    const stored = await store().current();
    expect(stored).toEqual({
      version: 1,
      config: parseConfig(quiet),
      json: quiet,
      mutesSince: new Map(),
      hash: hashConfig(quiet),
      pushedAt: "2026-03-04T05:06:07.000Z",
      pushedBy: "kim",
      problem: null,
    });
    expect(await store().put({}, "lee", stored)).toBe("written");
    expect(await store().current()).toMatchObject({ version: 2, config: defaults });
  });

  it("knows since when its mutes are there, through pushes that leave them as they are", async () => {
    const mute = { id: "a", service: "s3", reason: "x" };
    await store().put({ mutes: [mute] }, "kim", await store().current());
    const later = createConfigStore(
      engine.dynamoDb,
      engine.tableName,
      () => new Date(at.getTime() + 86_400_000),
    );
    const both = { mutes: [mute, { ...mute, id: "b", service: "ec2" }] };
    await later.put(both, "lee", await later.current());
    const seconds = Math.floor(at.getTime() / 1000);
    expect((await store().current()).mutesSince).toEqual(
      new Map([
        ["a", seconds],
        ["b", seconds + 86_400],
      ]),
    );
  });

  it("is read without the schema where it was checked when it was pushed", async () => {
    const reads = vi.spyOn(configSchema, "safeParse");
    await store().put(quiet, "kim", await store().current());
    reads.mockClear();
    expect(await store().current()).toMatchObject({ config: parseConfig(quiet), problem: null });
    // The expectation's own.
    expect(reads).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["by another version's schema", "checkedOf", `000000000000 ${hashConfig(quiet)}`],
    ["as another config", "config", "{}"],
    ["as no JSON", "checked", "{"],
  ])("is checked where it was checked %s", async (_how, attribute, value) => {
    await store().put(quiet, "kim", await store().current());
    await engine.dynamoDb.send(
      new UpdateItemCommand({
        TableName: engine.tableName,
        Key: { pk: { S: "C" }, sk: { S: "current" } },
        UpdateExpression: "SET #a = :v",
        ExpressionAttributeNames: { "#a": attribute },
        ExpressionAttributeValues: { ":v": { S: value } },
      }),
    );
    const wanted = attribute === "config" ? {} : quiet;
    expect(await store().current()).toMatchObject({
      config: parseConfig(wanted),
      json: wanted,
      problem: null,
    });
  });

  it("holds the largest config that may be pushed, and one of the same size before it", async () => {
    // The shortest mute grows most when it is checked.
    const mutes: unknown[] = [];
    for (let n = 0, bytes = 20; bytes + 50 < mostConfigBytes; n += 1) {
      const mute = { service: n.toString(36), reason: "x" };
      bytes += JSON.stringify(mute).length + 1;
      mutes.push(mute);
    }
    const largest = { mutes };
    expect(checkConfig(JSON.stringify(largest), at)).toMatchObject({ kind: "valid" });
    for (const pusher of ["kim", "lee"]) {
      expect(await store().put(largest, pusher, await store().current())).toBe("written");
    }
    expect((await store().current()).config.mutes).toHaveLength(mutes.length);
  });

  it("writes nothing that the functions could not use", async () => {
    const put = store().put({ alerts: { quietDays: 0 } }, "kim", await store().current());
    await expect(put).rejects.toThrow('"alerts.quietDays" is not what it must be');
    expect((await store().current()).version).toBe(0);
  });

  it("of two who push at once, one is told so", async () => {
    const basedOn = await store().current();
    const outcomes = await Promise.all([
      store().put(quiet, "kim", basedOn),
      store().put({}, "lee", basedOn),
    ]);
    expect([...outcomes].sort()).toEqual(["changed-meanwhile", "written"]);
    expect(await store().put({}, "lee", basedOn)).toBe("changed-meanwhile");
  });

  it.each([
    ["no JSON", "{", "it is no JSON"],
    ["an unknown key", '{"x": 1}', "Cannot use the config"],
    ["a wrong value", '{"alerts": {"quietDays": "x"}}', "alerts.quietDays"],
  ])("a config with %s leaves the one before it in force", async (_what, broken, reason) => {
    await writeByHand(broken, JSON.stringify(quiet));
    const stored = await store().current();
    expect(stored).toMatchObject({ version: 7, config: parseConfig(quiet), json: quiet });
    expect(stored.problem).toContain(reason);
    expect(stored.problem).toContain("the one before it");
  });

  it("without a good one before it, the defaults are in force, and a push mends it", async () => {
    await writeByHand("null", "[]");
    const stored = await store().current();
    expect(stored).toMatchObject({ version: 7, config: defaults });
    expect(stored.problem).toContain("the defaults");
    expect(await store().put(quiet, "kim", stored)).toBe("written");
    expect(await store().current()).toMatchObject({ version: 8, json: quiet, problem: null });
  });

  it("a secret in a broken config is in no problem", async () => {
    const url = "https://hooks.slack.com/services/T0AAAA/B0BBBB/notARealSecret";
    await writeByHand(JSON.stringify({ webhooks: { [url]: {}, ops: { parameterName: url } } }));
    expect((await store().current()).problem).not.toContain("notARealSecret");
  });
});
