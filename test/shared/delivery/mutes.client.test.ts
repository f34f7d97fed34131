import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createMuteClient, type TimedMute } from "../../../shared/delivery/mutes.client.ts";
import { emptyTable } from "../../support/empty-table.ts";
import { describeOnEngines } from "../../support/describe-on-engines.ts";
import type { Engine } from "../../support/dynamodb-engines.ts";

const mute = (id: string): TimedMute => ({
  id,
  reason: "known",
  principal: "Deploy",
  author: "kim",
  createdAt: "2026-03-04T05:00:00.000Z",
});

describeOnEngines("createMuteClient()", (start) => {
  let engine: Engine;
  let time = 0;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.stop());
  beforeEach(() => emptyTable(engine));
  const client = () => createMuteClient(engine.dynamoDb, engine.tableName, () => new Date(time));

  it("keeps what is put, until it is removed", async () => {
    await client().put(mute("a"));
    await client().put({ ...mute("b"), until: "2026-04-01T00:00:00Z" });
    expect(await client().list()).toEqual([
      mute("a"),
      { ...mute("b"), until: "2026-04-01T00:00:00Z" },
    ]);
    expect(await client().remove("a")).toBe(true);
    expect(await client().remove("a")).toBe(false);
    expect((await client().list()).map(({ id }) => id)).toEqual(["b"]);
  });

  it("reads again after a minute", async () => {
    time = 0;
    const mutes = client();
    await mutes.put(mute("a"));
    expect(await mutes.inForce()).toHaveLength(1);
    await mutes.put(mute("b"));
    time = 59_999;
    expect(await mutes.inForce()).toHaveLength(1);
    time = 60_000;
    expect(await mutes.inForce()).toHaveLength(2);
  });

  it.each([
    ["no JSON", "{"],
    ["no object", "3"],
    ["no reason", '{"id": "x"}'],
    ["a misspelt condition", '{"id": "x", "reason": "y", "service": "s3", "princpal": "kim"}'],
    ["a condition that is no text", '{"id": "x", "reason": "y", "action": {"a": 1}}'],
  ])("names an item with %s, and reads the others", async (_what, json) => {
    await client().put(mute("a"));
    await engine.dynamoDb.send(
      new PutItemCommand({
        TableName: engine.tableName,
        Item: { pk: { S: "M" }, sk: { S: "x" }, mute: { S: json } },
      }),
    );
    expect(await client().read()).toEqual({ mutes: [mute("a")], unreadable: ["x"] });
  });
});
