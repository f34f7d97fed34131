import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyOccurrences } from "../../../shared/history/apply-occurrences.ts";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { findFresh } from "../../../shared/history/find-fresh.ts";
import { createHistoryClient, type HistoryClient } from "../../../shared/history/history.client.ts";
import { groupOccurrences, type RecordedDenial } from "../../../shared/history/occurrence.ts";
import { buildDenial } from "../../support/denials.ts";
import { localClient, startDynalite } from "../../support/dynamodb-engines.ts";

const start = Date.parse("2026-03-04T00:00:00Z");
const now = new Date(start + 12 * 3_600_000);
const seconds = start / 1000;
const principalKey = "arn:aws:iam::210987654321:role/Deploy";
const [few, many] = [60, 1500];
const loud = "fp1_loud";
const quiet = "fp1_quiet";

let serial = 0;
function occurrence(fingerprint: string, minute: number): RecordedDenial {
  const id = `event-${(serial += 1)}`;
  const occurredAt = new Date(start + minute * 60_000).toISOString();
  return buildDenial({ fingerprint, eventId: id, dedupeId: id, occurredAt }) as RecordedDenial;
}

/** A table of so many fingerprints, and a client that writes down what it asks. */
async function startTable(fingerprints: number) {
  const engine = await startDynalite();
  const dynamoDb = localClient(engine.endpoint);
  const asked: string[] = [];
  dynamoDb.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const { IndexName } = args.input as { readonly IndexName?: string };
        asked.push([commandName?.replace("Command", ""), IndexName].filter(Boolean).join(" "));
        return await next(args);
      },
    { step: "initialize", name: "asked" },
  );
  const items = Array.from({ length: fingerprints }, (_, n) => {
    const denial = occurrence(`fp1_${n}`, n % 600);
    const [group] = groupOccurrences([denial]);
    if (group === undefined) throw new Error("no occurrence");
    const fresh = findFresh(null, null, group);
    return applyOccurrences(null, denial, fresh, [], null, now, defaultCountSettings);
  });
  for (let at = 0; at < items.length; at += 25) {
    const puts = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await engine.dynamoDb.send(
      new BatchWriteItemCommand({ RequestItems: { [engine.tableName]: puts } }),
    );
  }
  const history = createHistoryClient(dynamoDb, engine.tableName, defaultCountSettings);
  // One that occurs for ever, and one that did twice.
  await count(history, loud, 3000, 300);
  await count(history, quiet, 2, 1);
  return {
    engine,
    history,
    requestsOf: async (ask: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> => {
      asked.length = 0;
      await ask();
      const sums: Record<string, number> = {};
      for (const one of asked) sums[one] = (sums[one] ?? 0) + 1;
      return sums;
    },
    close: async () => {
      dynamoDb.destroy();
      await engine.stop();
    },
  };
}

async function count(history: HistoryClient, fingerprint: string, times: number, atOnce: number) {
  for (let at = 0; at < times; at += atOnce) {
    const batch = Array.from({ length: atOnce }, () => occurrence(fingerprint, 100));
    const [group] = groupOccurrences(batch);
    if (group !== undefined) await history.recordOccurrences(group, null, now);
  }
}

/** What docs/design.md says, as requests besides those for the items: a page of twenty entries. */
const page = { limit: 20, fromSeconds: seconds, toSeconds: seconds + 86_399 };
const questions: readonly (readonly [
  name: string,
  ask: (history: HistoryClient) => Promise<unknown>,
  requests: Readonly<Record<string, number>>,
])[] = [
  ["a denial by fingerprint", (h) => h.find(quiet), {}],
  ["a loud denial by fingerprint", (h) => h.find(loud), {}],
  [
    "pending alerts",
    (h) => h.listPage({ by: "status", status: "pending" }, page),
    { "Query by-status": 1 },
  ],
  ["all denials", (h) => h.listPage({ by: "all" }, page), { "Query by-status": 6 }],
  [
    "denials of a principal",
    (h) => h.listPage({ by: "principal", principalKey }, page),
    { "Query by-principal": 1 },
  ],
  [
    "denials of an account",
    (h) => h.listPage({ by: "account", account: "210987654321" }, page),
    { "Query by-account": 1 },
  ],
  [
    "denials of a service",
    (h) => h.listPage({ by: "service", service: "s3" }, page),
    { "Query by-service": 1 },
  ],
  [
    "denials of an action",
    (h) => h.listPage({ by: "action", action: "s3:PutObject" }, page),
    { "Query by-action": 1 },
  ],
  [
    "denials of a deny and policy type",
    (h) => h.listPage({ by: "reason", denyType: "implicit", policyType: "identity-based" }, page),
    { "Query by-reason": 1 },
  ],
  [
    "denials of a policy type",
    (h) => h.listPage({ by: "reason", policyType: "identity-based" }, page),
    { "Query by-reason": 3 },
  ],
  [
    "denials of a deny type",
    (h) => h.listPage({ by: "reason", denyType: "implicit" }, page),
    { "Query by-reason": 9 },
  ],
  ["what is new since a time", (h) => h.listNewPage(page), { "Query by-first-seen": 1 }],
  ["what has stopped", (h) => h.listQuiet("told", seconds, 50), { "Query by-status": 1 }],
  [
    "the past of a new fingerprint",
    (h) => h.findPredecessor(occurrence(quiet, 1), seconds, now),
    {},
  ],
];

/** Five seconds of work, most of it filling the tables. */
describe("what a question asks of the table", () => {
  let tables: readonly Awaited<ReturnType<typeof startTable>>[];
  beforeAll(async () => {
    tables = await Promise.all([startTable(few), startTable(many)]);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(tables.map(({ close }) => close()));
  });

  it.each(questions)(
    "for %s is what docs/design.md says, of 60 and of 1,500 fingerprints",
    async (_name, ask, requests) => {
      for (const { history, requestsOf } of tables) {
        const found = await requestsOf(() => ask(history));
        const { BatchGetItem: reads = 0, ...queries } = found;
        expect(queries).toEqual(requests);
        // The items, and the second ones where there are any.
        expect(reads).toBeLessThanOrEqual(2);
      }
    },
  );

  it("for the top by count within a time is bounded", async () => {
    const span = { fromSeconds: seconds, toSeconds: seconds + 86_400, limit: 20, most: 200 };
    const [small, large] = tables;
    // Few are counted exactly; of many, the day's rows are asked, and no more denials than are asked for.
    const exact = await small?.requestsOf(async () => {
      expect(await small.history.listTop(span)).toMatchObject({ missedAtMost: 0 });
    });
    expect(exact).toEqual({ "Query by-status": 6, BatchGetItem: 2 });
    const bounded = await large?.requestsOf(async () => {
      const { top, missedAtMost } = await large.history.listTop(span);
      expect(top[0]?.entry.fingerprint).toBe(loud);
      // Other tests may have counted a few more.
      expect(top[0]?.count).toBeGreaterThanOrEqual(3000);
      expect(missedAtMost).toBeLessThan(64);
    });
    expect(bounded).toEqual({ "Query by-status": 6, Query: 1, BatchGetItem: 2 });
  });

  it.each([
    ["a repeat", { UpdateItem: 1 }, (fingerprint: string) => [occurrence(fingerprint, 300)]],
    [
      "a batch of 5",
      { GetItem: 1, PutItem: 1 },
      (fingerprint: string) => Array.from({ length: 5 }, () => occurrence(fingerprint, 301)),
    ],
  ])("for %s is the same after 2 and after 3,000 occurrences", async (_name, wanted, build) => {
    for (const { history, requestsOf } of tables) {
      for (const fingerprint of [quiet, loud]) {
        // Whatever had to be tidied is.
        await count(history, fingerprint, 1, 1);
        await count(history, fingerprint, 1, 1);
        const [group] = groupOccurrences(build(fingerprint));
        if (group === undefined) throw new Error("no occurrence");
        const requests = await requestsOf(() => history.recordOccurrences(group, null, now));
        expect([fingerprint, requests]).toEqual([fingerprint, wanted]);
      }
    }
  });
});
