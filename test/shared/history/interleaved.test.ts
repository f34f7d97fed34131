import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { createHistoryClient, type HistoryClient } from "../../../shared/history/history.client.ts";
import { groupOccurrences, type RecordedDenial } from "../../../shared/history/occurrence.ts";
import { buildDenial } from "../../support/denials.ts";
import { type Engine, localClient, startDynalite } from "../../support/dynamodb-engines.ts";

const now = new Date("2026-03-04T12:00:00Z");

/** A second of work, most of it the engine's start. */
describe("another process tidies between two reads", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startDynalite();
  });
  afterAll(() => engine.stop());

  function occurrence(fingerprint: string, second: number): RecordedDenial {
    const id = `${fingerprint}-${second}`;
    const occurredAt = new Date(Date.parse("2026-03-04T05:00:00Z") + second * 1000).toISOString();
    return buildDenial({ fingerprint, eventId: id, dedupeId: id, occurredAt }) as RecordedDenial;
  }
  function client(dynamoDb = engine.dynamoDb): HistoryClient {
    return createHistoryClient(dynamoDb, engine.tableName, defaultCountSettings);
  }
  async function count(fingerprint: string, from: number, to: number, history = client()) {
    const denials = Array.from({ length: to - from }, (_, n) => occurrence(fingerprint, from + n));
    const [group] = groupOccurrences(denials);
    if (group === undefined) throw new Error("no occurrence");
    return await history.recordOccurrences(group, null, now);
  }
  /** A batch that leaves too much, and an occurrence that finds no room. */
  async function countAndTidy(fingerprint: string, from: number): Promise<void> {
    await count(fingerprint, from, from + 99);
    await count(fingerprint, from + 99, from + 100);
  }
  /** A client after whose n-th answer of these operations something happens, once. */
  function interrupted(operation: string, n: number, happens: () => Promise<void>) {
    const dynamoDb = localClient(engine.endpoint);
    let answers = 0;
    dynamoDb.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const answer = await next(args);
          if (commandName === `${operation}Command` && (answers += 1) === n) await happens();
          return answer;
        },
      { step: "initialize", name: "interrupted" },
    );
    return dynamoDb;
  }

  it.each([1, 2, 3])("counts a copy of an old event once, after read %i", async (read) => {
    const fingerprint = `fp-copy-${read}`;
    await countAndTidy(fingerprint, 0);
    const dynamoDb = interrupted("GetItem", read, () => countAndTidy(fingerprint, 100));
    const counted = await count(fingerprint, 5, 6, client(dynamoDb));
    dynamoDb.destroy();
    expect(counted).toMatchObject({ kind: "duplicate" });
    expect(await client().find(fingerprint)).toMatchObject({ count: 200 });
  });

  it("counts an old event whose second item somebody deleted", async () => {
    const fingerprint = "fp-second-gone";
    await countAndTidy(fingerprint, 0);
    const { DeleteItemCommand } = await import("@aws-sdk/client-dynamodb");
    const { detailsKey } = await import("../../../shared/history/details-item.ts");
    await engine.dynamoDb.send(
      new DeleteItemCommand({ TableName: engine.tableName, Key: detailsKey(fingerprint) }),
    );
    // Over, never under.
    expect(await count(fingerprint, 5, 6)).toMatchObject({ kind: "repeat", added: 1 });
  });

  it("shows an entry's hours once, however often it was tidied meanwhile", async () => {
    const fingerprint = "fp-shown";
    await countAndTidy(fingerprint, 0);
    const dynamoDb = interrupted("BatchGetItem", 1, async () => {
      await countAndTidy(fingerprint, 100);
      await countAndTidy(fingerprint, 200);
    });
    const entry = await client(dynamoDb).find(fingerprint);
    dynamoDb.destroy();
    const hours = [...(entry?.countByHour.values() ?? [])].reduce((sum, n) => sum + n, 0);
    expect(hours).toBe(entry?.count);
  });
});
