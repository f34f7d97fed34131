import type { Context, SQSBatchResponse } from "aws-lambda";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../../bench/random.ts";
import { createHandler } from "../../functions/alert-on-denial/create-handler.ts";
import { composeServices } from "../../functions/compose-services.ts";
import { type Engine, localClient } from "../support/dynamodb-engines.ts";
import { createMemoryTelemetry } from "../support/memory-telemetry.ts";
import { type SlackServer, startSlackServer } from "../support/slack-server.ts";
import { buildUserEvent, spellNumber, worldStart } from "./build-world.ts";
import { startEngineThread } from "./start-engine-thread.ts";

const events = Number(process.env["FAULT_EVENTS"] ?? 100_000);
const fingerprints = 1000;
const eventsPerBatch = 1000;
/** A fingerprint's events come within this many batches: a program that tries again and again. */
const batchesOfOne = 3;
const users = 50;
const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

let engine: Engine;
let slack: SlackServer;
beforeAll(async () => {
  engine = await startEngineThread();
  slack = await startSlackServer();
});
afterAll(async () => {
  await slack.close();
  await engine.stop();
});

it(`counts ${events} events of 1,000 fingerprints in batches exactly, for few writes`, async () => {
  const dynamoDb = localClient(engine.endpoint);
  let writes = 0;
  dynamoDb.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (/^(Update|Put)/.test(commandName ?? "")) writes += 1;
        return await next(args);
      },
    { step: "initialize" },
  );
  let time = worldStart;
  const services = {
    ...composeServices({
      dynamoDb,
      tableName: engine.tableName,
      webhookUrl: () => Promise.resolve(slack.webhookUrl),
      ownRoleArns: [],
      telemetry: createMemoryTelemetry(),
      now: () => new Date(time),
    }),
    sleep: () => Promise.resolve(),
  };
  const handler = createHandler(services);
  const expected = new Map<number, number>();
  const random = createRandom(100_000);
  for (let batch = 0; batch * eventsPerBatch < events; batch += 1) {
    time += 1000;
    const records = Array.from({ length: eventsPerBatch }, (_, n) => {
      const fingerprint = pickFingerprint(batch, random.next());
      expected.set(fingerprint, (expected.get(fingerprint) ?? 0) + 1);
      return buildMessage(fingerprint, `${batch}-${n}`, time);
    });
    expect(await handler({ Records: records }, context)).toEqual<SQSBatchResponse>({
      batchItemFailures: [],
    });
    // Some batches come twice.
    if (random.next() < 0.05) await handler({ Records: records }, context);
  }
  const counts: number[] = [];
  for (let user = 0; user < users; user += 1) {
    const key = `arn:aws:iam::210987654321:user/user-${spellNumber(user)}`;
    const entries = await services.history.listByPrincipal(key, { limit: 1000 });
    counts.push(...entries.map(({ count }) => count));
  }
  const wanted = [...expected.values()].toSorted((a, b) => a - b);
  expect(counts.toSorted((a, b) => a - b)).toEqual(wanted);
  expect(counts).toHaveLength(fingerprints);
  // One write an event would be 1.
  expect(writes / events).toBeLessThan(0.05);
}, 120_000);

/** The window of fingerprints moves on with the batches, so that each has its share of the events. */
function pickFingerprint(batch: number, chance: number): number {
  const batches = events / eventsPerBatch;
  const perBatch = (fingerprints / batches) * batchesOfOne;
  return Math.floor((batch * fingerprints) / batches + chance * perBatch) % fingerprints;
}

function buildMessage(fingerprint: number, id: string, time: number) {
  const event = buildUserEvent(
    `user-${spellNumber(fingerprint % users)}`,
    "s3:ListBucket",
    `orchard-${spellNumber(fingerprint)}`,
    "with an explicit deny in a service control policy",
    { eventID: id, eventTime: new Date(time).toISOString() },
  );
  return { messageId: id, body: JSON.stringify(event), eventSource: "aws:sqs" };
}
