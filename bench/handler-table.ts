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

const context = { getRemainingTimeInMillis: () => 55_000 } as Context;

/** The handlers over a table of their own, on a clock that the bench moves. */
export interface Table {
  handle(payload: unknown): Promise<unknown>;
  deliver(): Promise<unknown>;
  hasPending(): Promise<boolean>;
  /** An update of one item that has no condition. */
  updateBare(n: number): Promise<unknown>;
  now(): Date;
  pass(milliseconds: number): void;
  /** Requests so far. */
  writes(): number;
  messages(): number;
}

/** Does `work` over a new table in an embedded engine, with a local Slack; sleeps are not slept. */
export async function inTable<Answer>(work: (table: Table) => Promise<Answer>): Promise<Answer> {
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

/** A user who may not list a bucket, both by a number. */
export function buildDenialEvent(user: string, number: number, now: Date): JsonObject {
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
export function spell(n: number): string {
  return String(n).replaceAll(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
}
