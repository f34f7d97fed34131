import { afterAll, beforeAll, expect, it } from "vitest";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import type { DenialQuestion } from "../../../shared/history/denial-question.ts";
import { createHistoryClient, type HistoryClient } from "../../../shared/history/history.client.ts";
import { groupOccurrences, type RecordedDenial } from "../../../shared/history/occurrence.ts";
import { buildDenial, type DenialOverrides } from "../../support/denials.ts";
import { describeOnEngines } from "../../support/describe-on-engines.ts";
import type { Engine } from "../../support/dynamodb-engines.ts";

const start = Date.parse("2026-03-04T00:00:00Z");
const hour = 3_600_000;
const now = new Date(start + 60 * hour);
const seconds = (hours: number): number => start / 1000 + hours * 3600;

describeOnEngines("the history's questions", (startEngine) => {
  let engine: Engine;
  let history: HistoryClient;
  // Names of this run only: a real table is not empty.
  const run = Date.now().toString(36);
  let serial = 0;
  beforeAll(async () => {
    engine = await startEngine();
    history = createHistoryClient(engine.dynamoDb, engine.tableName, defaultCountSettings);
    for (let n = 0; n < 9; n += 1) {
      const principal = { key: `arn:aws:iam::210987654321:role/${run}-${n % 3}` };
      const reason = n % 2 === 0 ? ({ denyType: "explicit" } as const) : {};
      const action = { iamAction: `${run}:Act${n % 2}` };
      const account = `${run}-${n % 2}`;
      await record(`fp-${run}-${n}`, n * 6, n === 4 ? 80 : n + 1, {
        principal,
        reason,
        action,
        account,
      });
    }
  }, 60_000);
  afterAll(() => engine.stop());

  async function record(
    fingerprint: string,
    hours: number,
    times: number,
    overrides: DenialOverrides = {},
  ): Promise<void> {
    const denials = Array.from({ length: times }, () => {
      const id = `${run}-${(serial += 1)}`;
      const occurredAt = new Date(start + hours * hour).toISOString();
      return buildDenial({ ...overrides, fingerprint, eventId: id, dedupeId: id, occurredAt });
    });
    const [group] = groupOccurrences(denials as RecordedDenial[]);
    if (group !== undefined) await history.recordOccurrences(group, null, now);
  }

  async function readAll(question: DenialQuestion, limit: number): Promise<readonly string[][]> {
    const pages: string[][] = [];
    let cursor: string | null = null;
    do {
      const page = await history.listPage(question, { limit, cursor });
      pages.push(page.entries.map(({ fingerprint }) => fingerprint));
      cursor = page.cursor;
    } while (cursor !== null && pages.length < 20);
    return pages;
  }
  const numbers = (pages: readonly (readonly string[])[]): readonly number[] =>
    pages.flat().map((fingerprint) => Number(fingerprint.split("-")[2]));

  it.each<[name: string, question: () => DenialQuestion, wanted: readonly number[]]>([
    ["account", () => ({ by: "account", account: `${run}-1` }), [7, 5, 3, 1]],
    ["action", () => ({ by: "action", action: `${run}:ACT0` }), [8, 6, 4, 2, 0]],
    ["service", () => ({ by: "service", service: run }), [8, 7, 6, 5, 4, 3, 2, 1, 0]],
    [
      "principal",
      () => ({ by: "principal", principalKey: `arn:aws:iam::210987654321:role/${run}-2` }),
      [8, 5, 2],
    ],
    ["deny type", () => ({ by: "reason", denyType: "explicit" }), [8, 6, 4, 2, 0]],
    [
      "policy type",
      () => ({ by: "reason", policyType: "identity-based" }),
      [8, 7, 6, 5, 4, 3, 2, 1, 0],
    ],
    ["status", () => ({ by: "status", status: "pending" }), [8, 7, 6, 5, 4, 3, 2, 1, 0]],
    ["all", () => ({ by: "all" }), [8, 7, 6, 5, 4, 3, 2, 1, 0]],
  ])(
    "pages through the denials of one %s, each once, newest day first",
    async (_, question, wanted) => {
      // Indexes know days: four denials of one day may come in any order over pages.
      const byDay = (found: readonly number[]): readonly number[] =>
        found.map((n) => Math.floor((n * 6) / 24));
      const pages = await readAll(question(), 2);
      const found = numbers(pages);
      expect(found.toSorted((a, b) => b - a)).toEqual(wanted);
      expect(byDay(found)).toEqual(byDay(wanted));
      expect(Math.max(...pages.map(({ length }) => length))).toBe(2);
      expect(numbers(await readAll(question(), 50))).toEqual(wanted);
    },
  );

  it("answers with what was last seen within a time only", async () => {
    const page = await history.listPage(
      { by: "service", service: run },
      { limit: 50, fromSeconds: seconds(13), toSeconds: seconds(30) },
    );
    expect(numbers([page.entries.map(({ fingerprint }) => fingerprint)])).toEqual([5, 4, 3]);
  });

  it("pages through what is new since a time, newest first", async () => {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const options = { limit: 2, fromSeconds: seconds(13), toSeconds: seconds(60), cursor };
      const page = await history.listNewPage(options);
      found.push(...page.entries.map(({ fingerprint }) => fingerprint));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(numbers([found])).toEqual([8, 7, 6, 5, 4, 3]);
  });

  it("refuses a cursor of another question", async () => {
    const { cursor } = await history.listPage({ by: "all" }, { limit: 1 });
    await expect(
      history.listPage({ by: "service", service: "s3" }, { limit: 1, cursor }),
    ).rejects.toThrow(/Cannot continue from the cursor "/);
    await expect(history.listPage({ by: "all" }, { limit: 1, cursor: "x" })).rejects.toThrow(
      /first page/,
    );
  });

  it("ranks by the count within the time, exactly where it looks at all", async () => {
    const { top, missedAtMost } = await history.listTop({
      fromSeconds: seconds(0),
      toSeconds: seconds(48),
      limit: 3,
    });
    expect(top.map(({ count }) => count)).toEqual([80, 8, 7]);
    expect(missedAtMost).toBe(0);
  });

  it("finds the loudest among more than it looks at, and says what it may have missed", async () => {
    const options = { fromSeconds: seconds(24), toSeconds: seconds(48), limit: 3, most: 2 };
    const { top, missedAtMost } = await history.listTop(options);
    expect(top.map(({ entry, count }) => [entry.fingerprint, count])).toEqual([
      [`fp-${run}-4`, 80],
    ]);
    // Nothing else reached 64 on that day.
    expect(missedAtMost).toBe(63);
  });
});
