import { afterAll, beforeAll, expect, it } from "vitest";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { createHistoryClient } from "../../../shared/history/history.client.ts";
import { groupOccurrences, type RecordedDenial } from "../../../shared/history/occurrence.ts";
import { buildDenial } from "../../support/denials.ts";
import { startDyingClient } from "../../support/dying-client.ts";
import { type Engine, startDynalite } from "../../support/dynamodb-engines.ts";

const now = new Date("2026-03-04T07:00:00Z");
const hidden = { status: "muted", by: "m-1" } as const;
let engine: Engine;
beforeAll(async () => {
  engine = await startDynalite();
});
afterAll(() => engine.stop());

function occurrence(fingerprint: string, minute: number): RecordedDenial {
  const id = `${fingerprint}-${minute}`;
  const occurredAt = new Date(Date.parse("2026-03-04T05:00:00Z") + minute * 60_000).toISOString();
  return buildDenial({ fingerprint, eventId: id, dedupeId: id, occurredAt }) as RecordedDenial;
}

it("a process killed at any request of a tidying loses nothing and counts nothing twice", async () => {
  const outcomes: boolean[] = [];
  for (let dies = 1; dies <= 12; dies += 1) {
    const fingerprint = `fp-tidy-${dies}`;
    const count = async (from: number, to: number, dynamoDb = engine.dynamoDb): Promise<void> => {
      const history = createHistoryClient(dynamoDb, engine.tableName, defaultCountSettings);
      const denials = Array.from({ length: to - from }, (_, n) =>
        occurrence(fingerprint, from + n),
      );
      const [group] = groupOccurrences(denials);
      if (group !== undefined) await history.recordOccurrences(group, hidden, now);
    };
    // One batch that outgrows what a single occurrence may leave, so that the next one tidies.
    await count(0, 60);
    const { dynamoDb } = startDyingClient(engine.endpoint, dies);
    outcomes.push(
      await count(60, 61, dynamoDb).then(
        () => true,
        () => false,
      ),
    );
    dynamoDb.destroy();
    // It comes again, and so does everything else, and one more, which tidies where the dead one did not.
    await count(60, 61);
    for (const minute of [3, 59, 60]) await count(minute, minute + 1);
    await count(61, 62);
    await count(61, 62);
    const entry = await createHistoryClient(
      engine.dynamoDb,
      engine.tableName,
      defaultCountSettings,
    ).find(fingerprint);
    const sum = (counts: ReadonlyMap<number, number> | undefined): number =>
      [...(counts?.values() ?? [])].reduce((total, n) => total + n, 0);
    expect([dies, entry?.count, sum(entry?.countByHour), sum(entry?.countByDay)]).toEqual([
      dies,
      62,
      62,
      62,
    ]);
    expect(entry?.hiddenCounts.get("m-1")?.count).toBe(62);
  }
  // Some were killed, and the last ones were not.
  expect(outcomes[0]).toBe(false);
  expect(outcomes.at(-1)).toBe(true);
});
