import { randomBytes } from "node:crypto";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";
import { createHandler } from "../functions/alert-on-denial/create-handler.ts";
import { composeServices } from "../functions/compose-services.ts";
import { localDynamoDbClient } from "../local/embedded-dynamodb.ts";
import { startDynalite } from "../test/support/dynamodb-engines.ts";
import { buildEvent, buildRecord } from "../test/support/events.ts";
import { createMemoryTelemetry } from "../test/support/memory-telemetry.ts";
import { startSlackServer } from "../test/support/slack-server.ts";
import type { BenchResult } from "./bench-result.ts";
import { median } from "./median.ts";
import { timed } from "./timed.ts";

const rounds = 60;
const callsPerRound = 10;
const manyRepeats = 500;

/**
 * A repeat through the whole handler against the very UpdateItem that it makes, sent bare to the same engine, turn by
 * turn; and the write requests of a new denial and of a repeat.
 */
export async function benchRepeat(): Promise<readonly BenchResult[]> {
  const engine = await startDynalite();
  const slack = await startSlackServer();
  const { tableName } = engine;
  // With true signatures, as they cost in a function.
  const dynamoDb = localDynamoDbClient(engine.endpoint);
  const updates: UpdateItemCommand["input"][] = [];
  let writes = 0;
  dynamoDb.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "UpdateItemCommand")
          updates.push(args.input as UpdateItemCommand["input"]);
        if (/^(Update|Put|Delete|Batch.*Write|Transact.*Write)/.test(commandName ?? ""))
          writes += 1;
        return await next(args);
      },
    { step: "initialize" },
  );
  const services = composeServices({
    dynamoDb,
    tableName,
    webhookUrl: () => Promise.resolve(slack.webhookUrl),
    ownRoleArns: [],
    now: () => new Date(),
    telemetry: createMemoryTelemetry(),
  });
  const handler = createHandler({
    ...services,
    settings: async () => ({
      ...(await services.settings()),
      // A repeat that is told because it has grown is no plain repeat.
      thresholds: { quietDays: 7, growthFactor: Infinity },
    }),
  });
  const context = { getRemainingTimeInMillis: () => 30_000 } as Context;
  // An event a second: of one second, more than a few are counted by reading first.
  let time = Date.parse("2026-03-04T05:06:00Z");
  const nextEvent = (): unknown => {
    time += 1000;
    return buildEvent(buildRecord({ eventTime: new Date(time).toISOString() }));
  };
  const handle = async (): Promise<void> => {
    await handler(nextEvent(), context);
  };

  await handle();
  const writesOfNew = writes;
  writes = 0;
  await handle();
  const writesOfRepeat = writes;
  writes = 0;
  for (let n = 0; n < manyRepeats; n += 1) await handle();
  const writesOfMany = writes / manyRepeats;

  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    updates.length = 0;
    const events = Array.from({ length: callsPerRound }, nextEvent);
    const whole = await timed(async () => {
      for (const event of events) await handler(event, context);
    });
    const sent = [...updates];
    // A round in which the item was tidied is none of plain repeats.
    if (sent.length !== events.length) continue;
    // The same expressions on the same item, each with the id of an event that was not counted yet.
    const newest = { N: String(time / 1000) };
    const bareInputs = sent.map((input) => {
      const id = new Uint8Array(randomBytes(8));
      const fresh = { ":id": { B: id }, ":ids": { BS: [id] }, ":l": newest, ":cost": { N: "0" } };
      return {
        ...input,
        ExpressionAttributeValues: { ...input.ExpressionAttributeValues, ...fresh },
      };
    });
    const bare = await timed(async () => {
      for (const input of bareInputs) await dynamoDb.send(new UpdateItemCommand(input));
    });
    ratios.push(whole / bare);
  }
  await slack.close();
  dynamoDb.destroy();
  await engine.stop();

  const ratio = median(ratios);
  return [
    {
      name: `write requests a repeat, over ${manyRepeats}, one a second in one session`,
      value: writesOfMany,
      unit: "requests",
      aim: "at most 1.1",
      met: writesOfMany <= 1.1,
    },
    {
      name: "a repeat through the handler / its bare UpdateItem",
      value: ratio,
      unit: "ratio",
      aim: "at most 1.3",
      met: ratio <= 1.3,
    },
    {
      name: "write requests of a new denial",
      value: writesOfNew,
      unit: "requests",
      aim: "at most 3",
      met: writesOfNew <= 3,
    },
    {
      name: "write requests of a repeat",
      value: writesOfRepeat,
      unit: "requests",
      aim: "1",
      met: writesOfRepeat === 1,
    },
  ];
}
