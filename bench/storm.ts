import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";
import { createHandler } from "../functions/alert-on-denial/create-handler.ts";
import { composeServices } from "../functions/compose-services.ts";
import { createHandler as createDeliverHandler } from "../functions/deliver-alerts/create-handler.ts";
import { localDynamoDbClient } from "../local/embedded-dynamodb.ts";
import { startDynalite } from "../test/support/dynamodb-engines.ts";
import { buildEvent, buildRecord, type JsonObject } from "../test/support/events.ts";
import { createMemoryTelemetry } from "../test/support/memory-telemetry.ts";
import { startSlackServer } from "../test/support/slack-server.ts";
import type { BenchResult } from "./bench-result.ts";
import { median } from "./median.ts";
import { createRandom } from "./random.ts";

const newDenials = 1000;
const batches = 20;
const eventsPerBatch = 1000;
const fingerprintsPerBatch = 30;
const singleEvents = 400;
const minute = 60_000;
const context = { getRemainingTimeInMillis: () => 55_000 } as Context;

/** What a storm costs: one principal's thousand new denials in a minute, and events in batches; sleeps are not slept. */
export async function benchStorm(): Promise<readonly BenchResult[]> {
  const { messages, writes: stormWrites } = await inTable(async (table) => {
    for (let n = 0; n < newDenials; n += 1) {
      await table.handle(buildDenialEvent("kim", n, table.now()));
      table.pass(minute / newDenials);
    }
    while (await table.hasPending()) {
      table.pass(minute);
      await table.deliver();
    }
    return { messages: table.messages(), writes: table.writes() };
  });
  const batchWrites = await inTable(async (table) => {
    const random = createRandom(1);
    for (let batch = 0; batch < batches; batch += 1) {
      const Records = Array.from({ length: eventsPerBatch }, (_, n) => {
        const number = batch * 10 + random.int(0, fingerprintsPerBatch - 1);
        const event = buildDenialEvent(`user-${spell(number)}`, number, table.now());
        return { messageId: `${n}`, body: JSON.stringify(event), eventSource: "aws:sqs" };
      });
      await table.handle({ Records });
      table.pass(1000);
    }
    return table.writes();
  });
  const ratio = await inTable(async (table) => {
    const build = () =>
      Array.from({ length: singleEvents }, (_, n) => buildDenialEvent("kim", n, table.now()));
    for (const event of build()) await table.handle(event);
    for (let n = 0; n < singleEvents; n += 1) await table.updateBare(n);
    const ratios: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const events = build();
      const whole = await timed(() => Promise.all(events.map((event) => table.handle(event))));
      const bare = await timed(() => Promise.all(events.map((_, n) => table.updateBare(n))));
      ratios.push(bare / whole);
    }
    return median(ratios);
  });
  return [
    {
      name: `messages of ${newDenials} new denials of one principal in a minute`,
      value: messages,
      unit: "messages",
      aim: "at most 5, and summaries",
      met: messages <= 20,
    },
    {
      name: "write requests of the same, a denial",
      value: stormWrites / newDenials,
      unit: "requests",
      aim: "at most 3, and a few for all of them",
      met: stormWrites / newDenials <= 3.05,
    },
    {
      name: `write requests an event, in batches of ${eventsPerBatch} with ${fingerprintsPerBatch} fingerprints`,
      value: batchWrites / (batches * eventsPerBatch),
      unit: "requests",
      aim: "below 0.05; one by one it is 1",
      met: batchWrites / (batches * eventsPerBatch) < 0.05,
    },
    {
      name: "repeats a second through the handler / bare UpdateItems a second, 400 at once",
      value: ratio,
      unit: "ratio",
      aim: null,
      met: null,
    },
  ];
}

interface Table {
  handle(payload: unknown): Promise<unknown>;
  deliver(): Promise<unknown>;
  hasPending(): Promise<boolean>;
  updateBare(n: number): Promise<unknown>;
  now(): Date;
  pass(milliseconds: number): void;
  /** Requests so far. */
  writes(): number;
  messages(): number;
}

async function inTable<Answer>(work: (table: Table) => Promise<Answer>): Promise<Answer> {
  const engine = await startDynalite();
  const slack = await startSlackServer();
  const { tableName } = engine;
  // With true signatures, as they cost in a function.
  const dynamoDb = localDynamoDbClient(engine.endpoint);
  let writes = 0;
  let time = Date.parse("2026-03-04T05:06:00Z");
  dynamoDb.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (/^(Update|Put)/.test(commandName ?? "")) writes += 1;
        return await next(args);
      },
    { step: "initialize" },
  );
  const composed = composeServices({
    dynamoDb,
    tableName,
    webhookUrl: () => Promise.resolve(slack.webhookUrl),
    ownRoleArns: [],
    telemetry: createMemoryTelemetry(),
    now: () => new Date(time),
  });
  const services = {
    ...composed,
    sleep: () => Promise.resolve(),
    settings: async () => ({
      ...(await composed.settings()),
      // What is told for its growth is no plain repeat.
      thresholds: { quietDays: 7, growthFactor: Infinity },
    }),
  };
  const handler = createHandler(services);
  const deliver = createDeliverHandler(services);
  const answer = await work({
    handle: (payload) => handler(payload, context),
    deliver: () => deliver({}, context),
    hasPending: async () =>
      (await services.history.listByStatus("pending", { limit: 1000 })).length > 0,
    updateBare: (n) => dynamoDb.send(new UpdateItemCommand(bareUpdate(tableName, n))),
    now: () => new Date(time),
    pass: (milliseconds) => {
      time += milliseconds;
    },
    writes: () => writes,
    messages: () => slack.messages.length,
  });
  await slack.close();
  dynamoDb.destroy();
  await engine.stop();
  return answer;
}

function bareUpdate(TableName: string, n: number): UpdateItemCommand["input"] {
  return {
    TableName,
    Key: { pk: { S: `F#bare-${n}` }, sk: { S: "F" } },
    UpdateExpression: "SET l = :l ADD n :one",
    ExpressionAttributeValues: { ":l": { N: String(n) }, ":one": { N: "1" } },
  };
}

function buildDenialEvent(user: string, number: number, now: Date): JsonObject {
  const account = "210987654321";
  const arn = `arn:aws:iam::${account}:user/${user}`;
  return buildEvent(
    buildRecord({
      eventTime: now.toISOString(),
      errorMessage: `User: ${arn} is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::orchard-${spell(number)} because no identity-based policy allows the s3:ListBucket action`,
      userIdentity: { type: "IAMUser", arn, accountId: account, userName: user },
    }),
  );
}

/** A number in letters: digits in a name may be folded away. */
function spell(n: number): string {
  return String(n).replaceAll(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start);
}
