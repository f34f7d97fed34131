import type { Context } from "aws-lambda";
import { createHandler as createAlertHandler } from "../../functions/alert-on-denial/create-handler.ts";
import type { FunctionServices } from "../../functions/alert-on-denial/handle-occurrences.ts";
import { composeServices } from "../../functions/compose-services.ts";
import { createHandler as createDeliverHandler } from "../../functions/deliver-alerts/create-handler.ts";
import { parseCloudTrailEvent } from "../../shared/cloudtrail/event.ts";
import { checkConfig } from "../../shared/config/check-config.ts";
import { createConfigStore } from "../../shared/config/config-store.client.ts";
import { explainRecord } from "../../shared/denial/explain-record.ts";
import { fingerprintPrefix } from "../../shared/slack/fingerprint-prefix.ts";
import { type Engine, startDynalite } from "../support/dynamodb-engines.ts";
import { buildEvent, buildRecord, type JsonObject } from "../support/events.ts";
import { createMemoryTelemetry, type MemoryTelemetry } from "../support/memory-telemetry.ts";
import {
  ok,
  type SlackAnswer,
  type SlackServer,
  startSlackServer,
} from "../support/slack-server.ts";

const minute = 60_000;

export const lineStart = Date.parse("2026-03-04T05:06:00Z");

/** A message that Slack took. `minutes` from the line's start. */
export interface Posted {
  readonly minutes: number;
  readonly channel: string;
  readonly kind: "alone" | "burst" | "summary" | "closed" | "backlog" | "digest";
  readonly text: string;
  readonly json: string;
}

/** The pipeline on a clock of its own: events come at their times, `deliver-alerts` runs every minute. */
export interface TimeLine {
  readonly engine: Engine;
  readonly telemetry: MemoryTelemetry;
  readonly posted: readonly Posted[];
  /** Decides what Slack answers at a time, in minutes from the start. */
  answer: (minutes: number) => SlackAnswer;
  readonly now: () => Date;
  services(): FunctionServices;
  readonly push: (config: object) => Promise<void>;
  /** Brings events at their times, minutes from the start, and goes on to the end. */
  run(
    events: readonly (readonly [minutes: number, event: JsonObject])[],
    untilMinutes: number,
  ): Promise<void>;
  /** The same, without `deliver-alerts`, and by other services. */
  bring(event: JsonObject, services?: FunctionServices): Promise<void>;
  deliver(services?: FunctionServices): Promise<void>;
  /** Lets time pass in which nobody does anything. */
  skip(minutes: number): Promise<void>;
  /** Where an event's denial is named: its messages by kind, in order. */
  naming(event: JsonObject): readonly string[];
  close(): Promise<void>;
}

/** A user who was refused one bucket's listing. */
export function refuse(user: string, bucket: string, overrides: JsonObject = {}): JsonObject {
  return refuseCall(user, "s3:ListBucket", `arn:aws:s3:::${bucket}`, overrides);
}

export function refuseCall(
  user: string,
  action: string,
  resource: string,
  overrides: JsonObject = {},
): JsonObject {
  const arn = `arn:aws:iam::210987654321:user/${user}`;
  return buildEvent(
    buildRecord({
      eventTime: new Date(lineStart).toISOString(),
      eventSource: `${action.split(":")[0] ?? ""}.amazonaws.com`,
      eventName: action.split(":")[1],
      errorMessage: `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      userIdentity: { type: "IAMUser", arn, accountId: "210987654321", userName: user },
      ...overrides,
    }),
  );
}

/** A number in letters: digits in a name may be folded away. */
export function spell(n: number): string {
  return String(n).replaceAll(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
}

/** The beginning of the fingerprint, as messages show it. */
export function nameOf(event: JsonObject): string {
  const parsed = parseCloudTrailEvent(event);
  if (parsed.kind !== "record") throw new Error("an event of the line is no record");
  return fingerprintPrefix(explainRecord(parsed.record));
}

export async function startTimeLine(): Promise<TimeLine> {
  const engine = await startDynalite();
  const telemetry = createMemoryTelemetry();
  let time = lineStart;
  const minutesNow = (): number => (time - lineStart) / minute;
  const posted: Posted[] = [];
  const line: { answer: TimeLine["answer"] } = { answer: () => ok };
  const slack: SlackServer = await startSlackServer({
    respond: ({ path, message }) => {
      const answer = line.answer(minutesNow());
      if (answer.kind === "ok") {
        const { text } = message as { readonly text: string };
        posted.push({
          minutes: minutesNow(),
          channel: path.split("-").at(-1) ?? "",
          kind: kindOf(text),
          text,
          json: JSON.stringify(message),
        });
      }
      return answer;
    },
  });
  const startInvocation = (): Context => {
    const deadline = time + 55_000;
    return { getRemainingTimeInMillis: () => deadline - time } as Context;
  };
  const services = (): FunctionServices => ({
    ...composeServices({
      dynamoDb: engine.dynamoDb,
      tableName: engine.tableName,
      webhookUrl: (webhook) => Promise.resolve(`${slack.webhookUrl}-${webhook}`),
      ownRoleArns: [],
      telemetry,
      now: () => new Date(time),
    }),
    random: () => 0.5,
    sleep: (milliseconds) => {
      time += Math.max(0, milliseconds);
      return Promise.resolve();
    },
  });
  const own = services();
  const bring = async (event: JsonObject, by: FunctionServices = own): Promise<void> => {
    await createAlertHandler(by)(event, startInvocation());
  };
  const deliver = async (by: FunctionServices = own): Promise<void> => {
    await createDeliverHandler(by)({}, startInvocation());
  };
  return {
    engine,
    telemetry,
    posted,
    get answer() {
      return line.answer;
    },
    set answer(answer) {
      line.answer = answer;
    },
    now: () => new Date(time),
    services,
    bring,
    deliver,
    async push(config) {
      const checked = checkConfig(JSON.stringify(config), new Date(time));
      if (checked.kind !== "valid") throw new Error(JSON.stringify(checked));
      const store = createConfigStore(engine.dynamoDb, engine.tableName, () => new Date(time));
      await store.put(checked.json, "kim", await store.current());
    },
    async run(events, untilMinutes) {
      const waiting = events.toSorted(([a], [b]) => a - b);
      for (let tick = Math.floor(minutesNow()) + 1; tick <= untilMinutes; tick += 1) {
        while (waiting[0] !== undefined && waiting[0][0] < tick) {
          const [at, event] = waiting.shift() as (typeof waiting)[number];
          time = Math.max(time, lineStart + at * minute);
          const eventTime = new Date(lineStart + at * minute).toISOString();
          await bring({ ...event, detail: { ...(event["detail"] as JsonObject), eventTime } });
        }
        time = Math.max(time, lineStart + tick * minute);
        await deliver();
      }
      if (waiting.length > 0) throw new Error("the line ends before its events");
    },
    skip(minutes) {
      time += minutes * minute;
      return Promise.resolve();
    },
    naming: (event) =>
      posted.filter(({ json }) => json.includes(nameOf(event))).map(({ kind }) => kind),
    async close() {
      await slack.close();
      await engine.stop();
    },
  };
}

function kindOf(text: string): Posted["kind"] {
  if (text.includes("Burst over")) return "closed";
  if (text.includes("still going on")) return "summary";
  if (text.includes("waited to be told")) return "backlog";
  if (/ (daily|weekly) digest/i.test(` ${text}`)) return "digest";
  return /\d+ new denials?\b/.test(text) ? "burst" : "alone";
}
