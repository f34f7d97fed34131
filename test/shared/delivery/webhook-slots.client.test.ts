import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createWebhookSlots,
  type WebhookSlots,
} from "../../../shared/delivery/webhook-slots.client.ts";
import { type Engine, engines } from "../../support/dynamodb-engines.ts";

const now = new Date("2026-03-04T05:10:00Z");

describe.each(Object.entries(engines))("webhook slots on %s", (_name, start) => {
  let engine: Engine;
  let slots: WebhookSlots;
  beforeAll(async () => {
    engine = await start();
    slots = createWebhookSlots(engine.dynamoDb, engine.tableName, 1000);
  });
  afterAll(() => engine.stop());

  it("the first turn is now, the next a second later", async () => {
    const at = now.getTime();
    expect(await slots.reserve("a", now, 0)).toEqual({ kind: "reserved", atMilliseconds: at });
    expect(await slots.reserve("a", now, 5000)).toEqual({
      kind: "reserved",
      atMilliseconds: at + 1000,
    });
  });

  it("many at once get a turn each, a second apart, and the rest none", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => slots.reserve("b", now, 9500)),
    );
    const turns = answers.flatMap((slot) =>
      slot.kind === "reserved" ? [slot.atMilliseconds] : [],
    );
    const expected = Array.from({ length: 10 }, (_, index) => now.getTime() + index * 1000);
    expect(turns.toSorted((a, b) => a - b)).toEqual(expected);
    expect(answers.filter(({ kind }) => kind === "taken")).toHaveLength(10);
  });

  it("nobody gets a turn before the time that Slack named, and an earlier one does not shorten it", async () => {
    await slots.holdUntil("c", now.getTime() + 30_000);
    await slots.holdUntil("c", now.getTime() + 10_000);
    expect(await slots.reserve("c", now, 29_999)).toEqual({
      kind: "taken",
      untilMilliseconds: now.getTime() + 30_000,
    });
    expect(await slots.reserve("c", now, 30_000)).toMatchObject({ kind: "reserved" });
  });

  it("webhooks do not wait for each other", async () => {
    await slots.holdUntil("d", now.getTime() + 60_000);
    expect(await slots.reserve("e", now, 0)).toMatchObject({ kind: "reserved" });
  });
});
