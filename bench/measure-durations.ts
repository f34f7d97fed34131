import type { Context } from "aws-lambda";
import { createHandler } from "../functions/alert-on-denial/create-handler.ts";
import { composeServices } from "../functions/compose-services.ts";
import { engines, startDynalite } from "../test/support/dynamodb-engines.ts";
import { buildEvent, buildRecord } from "../test/support/events.ts";
import { createMemoryTelemetry } from "../test/support/memory-telemetry.ts";
import { startSlackServer } from "../test/support/slack-server.ts";

const warmUps = 200;
const repeats = 500;
const newDenials = 60;

/** CPU milliseconds of this process, of a warm handler over local sockets. */
export interface MeasuredDurations {
  readonly repeat: number;
  readonly newDenial: number;
  /** Whether the engine ran in a process of its own, and is not counted. */
  readonly isEngineApart: boolean;
}

/** The CPU that a repeat and a new denial take, signatures and TLS-less sockets included. */
export async function measureDurations(): Promise<MeasuredDurations> {
  const apart = engines["dynoxide"];
  const engine = await (apart ?? startDynalite)();
  const slack = await startSlackServer();
  let now = Date.parse("2026-03-04T05:06:07Z");
  const services = composeServices({
    dynamoDb: engine.dynamoDb,
    tableName: engine.tableName,
    webhookUrl: () => Promise.resolve(slack.webhookUrl),
    ownRoleArns: [],
    spacingMilliseconds: 0,
    now: () => new Date(now),
    telemetry: createMemoryTelemetry(),
  });
  const handler = createHandler(services);
  const context = { getRemainingTimeInMillis: () => 30_000 } as Context;
  const deny = async (user: string): Promise<void> => {
    // Slow enough for no budget of messages to be met.
    now += 20_000;
    const arn = `arn:aws:iam::210987654321:user/${user}`;
    const userIdentity = { type: "IAMUser", arn, accountId: "210987654321", userName: user };
    const errorMessage = `User: ${arn} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::orchard-artifacts/app.zip" because no identity-based policy allows the s3:GetObject action`;
    const eventTime = new Date(now).toISOString();
    await handler(buildEvent(buildRecord({ eventTime, errorMessage, userIdentity })), context);
  };
  try {
    for (let n = 0; n < warmUps; n += 1) await deny(`warm-${n % 20}`);
    const repeat = await cpuOf(repeats, () => deny("warm-1"));
    const newDenial = await cpuOf(newDenials, (n) => deny(`fresh-${n}`));
    if (slack.messages.length < newDenials) {
      throw new Error(`Cannot measure new denials: ${slack.messages.length} were told`);
    }
    return { repeat, newDenial, isEngineApart: apart !== undefined };
  } finally {
    await Promise.all([slack.close(), engine.stop()]);
  }
}

async function cpuOf(times: number, work: (n: number) => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  for (let n = 0; n < times; n += 1) await work(n);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / times;
}
