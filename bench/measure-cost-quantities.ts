import { type AttributeValue, GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";
import { createHandler } from "../functions/alert-on-denial/create-handler.ts";
import { composeServices } from "../functions/compose-services.ts";
import { createHandler as createDeliverHandler } from "../functions/deliver-alerts/create-handler.ts";
import { localClient, startDynalite } from "../test/support/dynamodb-engines.ts";
import { buildEvent, buildRecord } from "../test/support/events.ts";
import { createMemoryTelemetry } from "../test/support/memory-telemetry.ts";
import { startSlackServer } from "../test/support/slack-server.ts";
import { type CostStep, measuredBatch, type StepQuantities } from "./cost-quantities.ts";
import { writeUnits } from "./write-units.ts";

type Item = Readonly<Record<string, AttributeValue>>;
interface Asked {
  readonly TableName?: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<
    Record<string, { readonly Keys?: readonly unknown[]; readonly ConsistentRead?: boolean }>
  >;
}

const day = 86_400_000;

/** What each step asks of the embedded engine, through the handlers as they are deployed. */
export async function measureQuantities(): Promise<Readonly<Record<CostStep, StepQuantities>>> {
  const engine = await startDynalite();
  const slack = await startSlackServer();
  const aside = localClient(engine.endpoint);
  const count = { writeRequests: 0, writeUnits: 0, readUnits: 0 };
  const itemOf = async (key: Item): Promise<Item | null> =>
    (await aside.send(new GetItemCommand({ TableName: engine.tableName, Key: key }))).Item ?? null;
  engine.dynamoDb.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const asked = args.input as Asked;
        const { pk, sk } = asked.Key ?? asked.Item ?? {};
        if (!/^(Update|Put)/.test(commandName) || pk === undefined || sk === undefined) {
          count.readUnits += readUnits(asked);
          return await next(args);
        }
        const before = await itemOf({ pk, sk });
        const answer = await next(args);
        const units = writeUnits(before, await itemOf({ pk, sk }));
        count.writeRequests += 1;
        count.writeUnits += units;
        return answer;
      },
    { step: "initialize" },
  );
  let now = Date.parse("2026-03-04T05:06:07Z");
  const composed = composeServices({
    dynamoDb: engine.dynamoDb,
    tableName: engine.tableName,
    webhookUrl: () => Promise.resolve(slack.webhookUrl),
    ownRoleArns: [],
    spacingMilliseconds: 0,
    now: () => new Date(now),
    telemetry: createMemoryTelemetry(),
  });
  const services = {
    ...composed,
    settings: async () => ({
      ...(await composed.settings()),
      // What is told for its growth is no plain repeat.
      thresholds: { quietDays: 7, growthFactor: Infinity },
    }),
  };
  const context = { getRemainingTimeInMillis: () => 30_000 } as Context;
  const alert = createHandler(services);
  const deliver = createDeliverHandler(services);
  const event = (eventName: string): unknown => {
    now += 1000;
    const eventTime = new Date(now).toISOString();
    return buildEvent(buildRecord({ eventTime, eventName, errorMessage: "Access Denied" }));
  };
  const measure = async (work: () => Promise<unknown>): Promise<StepQuantities> => {
    Object.assign(count, { writeRequests: 0, writeUnits: 0, readUnits: 0 });
    await work();
    return { ...count };
  };
  const body = (n: number) => ({
    messageId: String(n),
    eventSource: "aws:sqs",
    body: JSON.stringify(event(names[n % names.length] ?? "")),
  });
  const names = Array.from({ length: measuredBatch.fingerprints }, (_, n) => `GetThing${n}`);
  try {
    // What is read once a process is nobody's in particular.
    await alert(event("GetOtherThing"), context);
    const newDenial = await measure(() => alert(event("GetThing0"), context));
    const repeat = await measure(() => alert(event("GetThing0"), context));
    for (const name of names) await alert(event(name), context);
    now += 60_000;
    await deliver({}, context);
    const idleRun = await measure(() => deliver({}, context));
    await alert(event("GetThing0"), context);
    now += day;
    // The settings are read again by then, by somebody.
    await alert(event("GetOtherThing"), context);
    const repeatOfAnotherDay = await measure(() => alert(event("GetThing0"), context));
    for (const name of names) await alert(event(name), context);
    const Records = Array.from({ length: measuredBatch.events }, (_, n) => body(n));
    const batch = await measure(() => alert({ Records }, context));
    return { newDenial, repeat, repeatOfAnotherDay, batch, idleRun };
  } finally {
    aside.destroy();
    await Promise.all([slack.close(), engine.stop()]);
  }
}

/** Of items of up to 4 KB: one for a consistent read, half of one for another, at least that for a query. */
function readUnits({ ConsistentRead, RequestItems }: Asked): number {
  if (RequestItems === undefined) return ConsistentRead === true ? 1 : 0.5;
  return Object.values(RequestItems).reduce(
    (sum, { Keys = [], ConsistentRead: isConsistent }) =>
      sum + Keys.length * (isConsistent === true ? 1 : 0.5),
    0,
  );
}
