import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../../bench/random.ts";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { denialKey } from "../../../shared/history/denial-item.ts";
import { detailsKey } from "../../../shared/history/details-item.ts";
import { createHistoryClient, type HistoryClient } from "../../../shared/history/history.client.ts";
import { itemSize } from "../../../shared/history/item-size.ts";
import type { AlertStatus } from "../../../shared/history/known-denial.ts";
import { groupOccurrences, type RecordedDenial } from "../../../shared/history/occurrence.ts";
import { type CountingModel, createCountingModel } from "../../support/counting-model.ts";
import { buildDenial } from "../../support/denials.ts";
import { describeOnEngines } from "../../support/describe-on-engines.ts";
import { type Engine, localClient } from "../../support/dynamodb-engines.ts";

const schedules = Number(process.env["MODEL_SCHEDULES"] ?? 3);
const stepsOfOne = 60;
const hiders = [null, null, null, "m-1", "service-linked-role-probing"] as const;

/** What the store should hold of one fingerprint. */
interface Book {
  readonly fingerprint: string;
  readonly events: RecordedDenial[];
  model: CountingModel;
  status: AlertStatus | null;
}

/**
 * Two processes with memories of their own, and a third whose requests fail before or after they took place, do at random
 * what processes do; after each step the store says what a list of all events says. Three seconds an engine;
 * `MODEL_SCHEDULES` for more.
 */
describeOnEngines("the store, by any steps", (start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.stop());

  describe.each(Array.from({ length: schedules }, (_, n) => n + 1))("of seed %i", (seed) => {
    it(`holds after each of ${stepsOfOne} what was counted and told`, async () => {
      await runSchedule(engine, seed);
    });
  });
});

async function runSchedule(engine: Engine, seed: number): Promise<void> {
  const random = createRandom(seed);
  const run = `${Date.now().toString(36)}-${seed}`;
  const client = (dynamoDb = engine.dynamoDb): HistoryClient =>
    createHistoryClient(dynamoDb, engine.tableName, defaultCountSettings);
  const shaky = shakyClient(engine.endpoint, random);
  const processes = [client(), client(), client(shaky)] as const;
  const [reader] = processes;
  const books = ["a", "b", "c"].map((name): Book => ({
    fingerprint: `fp-${run}-${name}`,
    events: [],
    model: createCountingModel(),
    status: null,
  }));
  let serial = 0;
  let nowSeconds = Date.parse("2026-03-04T05:00:00Z") / 1000;
  const now = (): Date => new Date(nowSeconds * 1000);

  const occur = (book: Book, secondsAgo: number): RecordedDenial => {
    const id = `${run}-${(serial += 1)}`;
    const sessionName = `build-${random.int(1, 9)}`;
    const denial = buildDenial({
      fingerprint: book.fingerprint,
      eventId: id,
      dedupeId: id,
      account: run,
      occurredAt: new Date((nowSeconds - secondsAgo) * 1000).toISOString(),
      region: random.pick(["eu-west-1", "us-east-1"]),
      principal: { sessionName },
    }) as RecordedDenial;
    book.events.push(denial);
    return denial;
  };
  /** Again, until it is through, as Lambda and SQS would. */
  const record = async (
    history: HistoryClient,
    denials: readonly RecordedDenial[],
    by: string | null,
  ) => {
    const [group] = groupOccurrences(denials);
    if (group === undefined) return null;
    const hidden = by === null ? null : ({ status: "muted", by } as const);
    for (let tries = 0; ; tries += 1) {
      try {
        return await history.recordOccurrences(group, hidden, now());
      } catch (error) {
        if (tries === 20) throw error;
      }
    }
  };
  const write = async (book: Book, denials: readonly RecordedDenial[]): Promise<void> => {
    if (denials.length === 0) return;
    const by = random.pick(hiders);
    const counted = await record(random.pick(processes), denials, by);
    book.status ??= by === null ? "pending" : "muted";
    const fresh = book.model.count(denials, by);
    // A request that took place and seemed to fail makes a copy of what it counted.
    if (counted?.kind === "repeat" || counted?.kind === "new") expect(counted.added).toBe(fresh);
    if (fresh === 0) expect(counted?.kind).toBe("duplicate");
  };

  const steps: Readonly<Record<string, (book: Book) => Promise<void>>> = {
    one: async (book) => {
      const before = await sizeOf(book.fingerprint, engine);
      await write(book, [occur(book, 0)]);
      const after = await sizeOf(book.fingerprint, engine);
      expect(after).toBeLessThanOrEqual(Math.max(1024, before + 200));
    },
    late: (book) => write(book, [occur(book, random.int(1, 30 * 3600))]),
    batch: (book) => {
      const spread = random.pick([0, 60, 86_400]);
      const size = random.pick([2, 9, 30, 120]);
      const batch = Array.from({ length: size }, () => occur(book, random.int(0, spread)));
      return write(book, [...batch, ...copiesOf(book, random)]);
    },
    copies: (book) => write(book, copiesOf(book, random)),
    race: async (book) => {
      // The same, and some of it, by two processes at once.
      const batch = Array.from({ length: random.pick([1, 20]) }, () =>
        occur(book, random.int(0, 90)),
      );
      const by = random.pick(hiders);
      const [one, other] = processes;
      const found = await Promise.all([
        record(one, batch, by),
        record(other, batch.slice(batch.length >> 1), by),
      ]);
      const added = found.map((counted) =>
        counted !== null && "added" in counted ? counted.added : 0,
      );
      book.status ??= by === null ? "pending" : "muted";
      expect((added[0] ?? 0) + (added[1] ?? 0)).toBe(book.model.count(batch, by));
    },
    wait: () => {
      nowSeconds += random.pick([60, 3600, 86_400, 9 * 86_400]);
      return Promise.resolve();
    },
    tell: async (book) => {
      const known = await reader.find(book.fingerprint);
      if (known === null) return;
      const lease = nowSeconds * 1000 + 60_000;
      const [one, other] = processes;
      const claims = await Promise.all([
        one.claimAlert(known, "new", lease),
        other.claimAlert(known, "new", lease + 1),
      ]);
      expect(claims.filter(Boolean)).toHaveLength(1);
      const won = lease + claims.indexOf(true);
      const told = { kind: "new", count: known.count, at: now() } as const;
      expect(await other.markTold(book.fingerprint, won + 5, told)).toBe(false);
      const channels = ["default"];
      if (random.next() < 0.3) {
        const later = { dueMilliseconds: won + 9, channels };
        expect(await one.postponeAlert(book.fingerprint, won, later)).toBe(true);
        book.status = "pending";
        return;
      }
      expect(await other.markTold(book.fingerprint, won, told)).toBe(true);
      book.status = "told";
    },
    resolve: async (book) => {
      const known = await reader.find(book.fingerprint);
      if (known === null) return;
      expect(
        await random
          .pick(processes.slice(0, 2) as [HistoryClient, HistoryClient])
          .markResolved(known),
      ).toBe(book.status === "told");
      if (book.status === "told") book.status = "resolved";
    },
    expire: async (book) => {
      await engine.dynamoDb
        .send(
          new UpdateItemCommand({
            TableName: engine.tableName,
            Key: denialKey(book.fingerprint),
            UpdateExpression: "SET #ttl = :past",
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeNames: { "#ttl": "ttl" },
            ExpressionAttributeValues: { ":past": { N: String(nowSeconds - 1) } },
          }),
        )
        .catch(() => undefined);
      if (book.status === null) return;
      forget(book);
      await write(book, [occur(book, 0)]);
    },
    remove: async (book) => {
      // Time to live takes the two items one after the other, days apart.
      const keys = random.pick([
        [denialKey(book.fingerprint)],
        [denialKey(book.fingerprint), detailsKey(book.fingerprint)],
      ]);
      for (const Key of keys) {
        await engine.dynamoDb.send(new DeleteItemCommand({ TableName: engine.tableName, Key }));
      }
      forget(book);
    },
  };
  const names: [string, ...string[]] = [
    "one",
    ...["one", "one", "one", "one", "one", "one", "one", "late", "late", "batch", "batch"],
    ...["batch", "copies", "copies", "race", "race", "wait", "wait", "tell", "tell", "resolve"],
    ...["expire", "remove"],
  ];

  for (let step = 0; step < stepsOfOne; step += 1) {
    const book = books[random.int(0, books.length - 1)];
    const name = random.pick(names);
    if (book === undefined) continue;
    nowSeconds += 1;
    await steps[name]?.(book);
    const entry = await reader.find(book.fingerprint);
    if (book.status === null) {
      expect([step, name, entry]).toEqual([step, name, null]);
      continue;
    }
    try {
      book.model.check(entry);
    } catch (error) {
      throw new Error(`after step ${step}, ${name}, of ${book.fingerprint}`, { cause: error });
    }
    expect([step, name, entry?.status]).toEqual([step, name, book.status]);
  }
  const listed = await reader.listByAccount(run, { limit: 10 });
  const there = books.filter(({ status }) => status !== null);
  expect(listed.map(({ fingerprint }) => fingerprint).sort()).toEqual(
    there.map(({ fingerprint }) => fingerprint).sort(),
  );
  shaky.destroy();
}

function forget(book: Book): void {
  book.model = createCountingModel();
  book.status = null;
}

function copiesOf(book: Book, random: Random): readonly RecordedDenial[] {
  return Array.from({ length: random.int(1, 4) }, () => {
    const event = book.events[random.int(0, book.events.length - 1)];
    // The copy that another Region's trail has.
    return event === undefined ? [] : [{ ...event, eventId: random.uuid(), region: "us-east-1" }];
  }).flat();
}

async function sizeOf(fingerprint: string, { dynamoDb, tableName }: Engine): Promise<number> {
  const { Item } = await dynamoDb.send(
    new GetItemCommand({ TableName: tableName, Key: denialKey(fingerprint), ConsistentRead: true }),
  );
  return itemSize(Item ?? {});
}

/** Of its writes, some are lost on the way there, and some on the way back. */
function shakyClient(endpoint: string, random: Random): DynamoDBClient {
  const dynamoDb = localClient(endpoint);
  dynamoDb.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const chance = /^(Put|Update)/.test(commandName ?? "") ? random.next() : 1;
        if (chance < 0.1) throw new Error("lost on the way there");
        const answer = await next(args);
        if (chance < 0.3) throw new Error("lost on the way back");
        return answer;
      },
    { step: "initialize", name: "shaky" },
  );
  return dynamoDb;
}
