import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createAccountNameStore } from "../../../shared/config/account-names.client.ts";
import { createConfigStore } from "../../../shared/config/config-store.client.ts";
import { createSettings, type Settings } from "../../../shared/config/settings.client.ts";
import { createMuteClient } from "../../../shared/delivery/mutes.client.ts";
import { describeOnEngines } from "../../support/describe-on-engines.ts";
import type { Engine } from "../../support/dynamodb-engines.ts";
import { emptyTable } from "../../support/empty-table.ts";

describeOnEngines("createSettings()", (start) => {
  let engine: Engine;
  let time: number;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    time = Date.parse("2026-03-04T05:06:07Z");
    vi.restoreAllMocks();
    await emptyTable(engine);
  });

  const now = () => new Date(time);
  const settings = (): Settings => createSettings(engine.dynamoDb, engine.tableName, now);
  const push = async (json: unknown): Promise<void> => {
    const store = createConfigStore(engine.dynamoDb, engine.tableName, now);
    await store.put(json, "kim", await store.current());
  };
  const writeItem = (pk: string, sk: string, name: string, value: string) =>
    engine.dynamoDb.send(
      new PutItemCommand({
        TableName: engine.tableName,
        Item: { pk: { S: pk }, sk: { S: sk }, [name]: { S: value } },
      }),
    );

  it("an empty table means the defaults and no mutes", async () => {
    expect(await settings().inForce()).toMatchObject({
      config: { alerts: { quietDays: 7 } },
      mutes: [],
      problem: null,
    });
  });

  it("the config's mutes come before the timed ones", async () => {
    await push({ mutes: [{ id: "a", principal: "Deploy", reason: "x" }] });
    const author = { author: "kim", createdAt: now().toISOString() };
    await createMuteClient(engine.dynamoDb, engine.tableName, now).put({
      id: "0",
      reason: "y",
      region: "eu-west-1",
      ...author,
    });
    const { mutes } = await settings().inForce();
    expect(mutes).toMatchObject([
      { id: "a", createdAt: "2026-03-04T05:06:07.000Z" },
      { id: "0", createdAt: now().toISOString() },
    ]);
  });

  it("a change is in force within a minute, and not read before that", async () => {
    const running = settings();
    await running.inForce();
    await push({ alerts: { quietDays: 30 } });
    const send = vi.spyOn(engine.dynamoDb, "send");
    time += 59_999;
    expect((await running.inForce()).config.alerts.quietDays).toBe(7);
    expect(send).not.toHaveBeenCalled();
    time += 1;
    expect((await running.inForce()).config.alerts.quietDays).toBe(30);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("a clock that is set back keeps nothing for longer", async () => {
    const running = settings();
    await running.inForce();
    time -= 3_600_000;
    await push({ alerts: { quietDays: 30 } });
    expect((await running.inForce()).config.alerts.quietDays).toBe(30);
  });

  it("the minute begins when the table is asked, however late it answers", async () => {
    const running = settings();
    const reading = running.inForce();
    // Before the answer came.
    time += 30_000;
    await reading;
    await push({ alerts: { quietDays: 30 } });
    time += 30_000;
    expect((await running.inForce()).config.alerts.quietDays).toBe(30);
  });

  it("in an organization its accounts have their names, and those of the config come first", async () => {
    const names = createAccountNameStore(engine.dynamoDb, engine.tableName, now);
    const [first, second] = ["210987654321", "310987654321"];
    await names.put({ [first]: "orchard", [second]: "cellar" });
    const accounts = { [first]: "Orchard (production)" };
    await push({ accounts });
    expect((await settings().inForce()).config.accounts).toEqual(accounts);
    const organization = { id: "o-orchard1234", units: ["ou-a1b2-c3d4e5f6"] };
    await push({ accounts, deploy: { homeRegion: "eu-west-1", organization } });
    const named = { [first]: "Orchard (production)", [second]: "cellar" };
    expect((await settings().inForce()).config.accounts).toEqual(named);
    await writeItem("C", "accounts", "names", "{");
    expect((await settings().inForce()).config.accounts).toEqual(accounts);
  });

  it("many who ask at once make one reading", async () => {
    const send = vi.spyOn(engine.dynamoDb, "send");
    const running = settings();
    await Promise.all(Array.from({ length: 20 }, () => running.inForce()));
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("a broken config leaves the last good one in force, and says so until it is mended", async () => {
    await push({ alerts: { quietDays: 30 } });
    const running = settings();
    await running.inForce();
    await writeItem("C", "current", "config", "{");
    time += 60_000;
    const broken = await running.inForce();
    expect(broken.config.alerts.quietDays).toBe(30);
    expect(broken.problem).toContain("it is no JSON");
    await writeItem("C", "current", "config", '{"alerts": {"quietDays": 31}}');
    time += 60_000;
    expect(await running.inForce()).toMatchObject({
      config: { alerts: { quietDays: 31 } },
      problem: null,
    });
  });

  it("a mute that is none is named, and the others are in force", async () => {
    await push({ mutes: [{ id: "a", principal: "Deploy", reason: "x" }] });
    await writeItem("M", "bad", "mute", "[]");
    const inForce = await settings().inForce();
    expect(inForce.mutes.map(({ id }) => id)).toEqual(["a"]);
    expect(inForce.problem).toContain("bad");
  });

  it("rejects where the table cannot be read, and reads again the next time", async () => {
    const running = settings();
    vi.spyOn(engine.dynamoDb, "send").mockImplementation(() => {
      throw new Error("throttled");
    });
    await expect(running.inForce()).rejects.toThrow("throttled");
    vi.restoreAllMocks();
    expect((await running.inForce()).problem).toBeNull();
  });

  it("a config that cannot be read leaves the last good one in force", async () => {
    await push({ alerts: { quietDays: 30 } });
    const running = settings();
    await running.inForce();
    time += 60_000;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its client again
    const send = DynamoDBClient.prototype.send;
    vi.spyOn(engine.dynamoDb, "send").mockImplementation(function (
      this: DynamoDBClient,
      ...args: unknown[]
    ) {
      const [command] = args;
      if (command?.constructor.name === "GetItemCommand") throw new TypeError("no answer");
      return Reflect.apply(send, this, args) as never;
    });
    expect(await running.inForce()).toMatchObject({
      config: { alerts: { quietDays: 30 } },
      problem: "Cannot read the config from the table: TypeError",
    });
  });
});
