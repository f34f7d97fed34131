import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createAccountNameStore } from "../../../shared/config/account-names.client.ts";
import { describeOnEngines } from "../../support/describe-on-engines.ts";
import type { Engine } from "../../support/dynamodb-engines.ts";
import { emptyTable } from "../../support/empty-table.ts";

const now = () => new Date("2026-03-04T05:06:07Z");

describeOnEngines("createAccountNameStore()", (start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.stop());
  beforeEach(() => emptyTable(engine));
  const store = () => createAccountNameStore(engine.dynamoDb, engine.tableName, now);

  it("has no names where nobody asked", async () => {
    expect(await store().read()).toEqual({ names: {}, askedAt: 0 });
  });

  it("gives back what was put, whatever the names are", async () => {
    const names = { "210987654321": 'Örchard "x"', "310987654321": "__proto__" };
    expect(await store().put(names)).toEqual({ leftOut: 0 });
    expect(await store().read()).toEqual({ names, askedAt: now().getTime() });
  });

  it("keeps as many as an item holds, and says how many it does not", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, n) => [String(210_987_650_000 + n), "é".repeat(50)]),
    );
    const { leftOut } = await store().put(many);
    const { names } = await store().read();
    expect(leftOut).toBeGreaterThan(0);
    expect(Object.keys(names)).toHaveLength(10_000 - leftOut);
  });
});
