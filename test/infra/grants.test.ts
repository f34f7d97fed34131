import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { createHandler as createAlertOnDenial } from "../../functions/alert-on-denial/create-handler.ts";
import { composeServices } from "../../functions/compose-services.ts";
import {
  createHandler as createDeliverAlerts,
  type DeliverAnswer,
} from "../../functions/deliver-alerts/create-handler.ts";
import { projectFolder } from "../../infra/project-folder.ts";
import { bundleOnce } from "../support/bundle-once.ts";
import { startDynalite } from "../support/dynamodb-engines.ts";
import { buildEvent, buildRecord } from "../support/events.ts";
import { createMemoryTelemetry } from "../support/memory-telemetry.ts";
import { startSlackServer } from "../support/slack-server.ts";
import { synthesiseHub } from "../support/synthesise.ts";

const hub = await synthesiseHub("bare");
const functions = {
  AlertOnDenial: await bundleOnce("alert-on-denial"),
  DeliverAlerts: await bundleOnce("deliver-alerts"),
  PushConfig: await bundleOnce("push-config"),
};
type FunctionId = keyof typeof functions;

/** In the code that functions and CLI share, and called by the CLI only. */
const cliOnly = ["dynamodb:DeleteItem"];
/** What Lambda itself does in the function's name. */
const byLambda = ["logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage"];

function actionsOf(id: FunctionId): readonly string[] {
  const actions = hub.statements(`${id}Role`).flatMap(({ Action }) => Action);
  return [...new Set(actions)].sort();
}

/** The IAM actions of the AWS calls that a bundle's own sources make. */
function callsIn(id: FunctionId): readonly string[] {
  const sources = functions[id].files
    .flatMap((file) => file.sources)
    .filter((source) => !source.startsWith("node_modules/"))
    .map((source) => readFileSync(join(projectFolder, source), "utf8"));
  const calls = sources.flatMap((source) =>
    [...source.matchAll(/new (\w+)Command\(/g)].map(([, operation = ""]) => {
      // A source that calls AWS imports one service's client.
      const [, client = ""] = /"@aws-sdk\/client-(\w+)"/.exec(source) ?? [];
      return `${client === "eventbridge" ? "events" : client}:${operation}`;
    }),
  );
  return [...new Set(calls)].sort();
}

describe.each(Object.keys(functions) as FunctionId[])("what %s is granted", (id) => {
  it("is each AWS call in its code, and no other", () => {
    const calls = callsIn(id);
    expect(calls.length).toBeGreaterThan(1);
    const needed = calls.filter((call) => !cliOnly.includes(call));
    expect(actionsOf(id).filter((action) => !byLambda.includes(action))).toEqual(needed);
  });
});

describe("what the functions call in ten days of denials, bursts, a digest and what has stopped", () => {
  it("is granted to each by its name and its index, and every index that is granted is used", async () => {
    const engine = await startDynalite();
    const slack = await startSlackServer();
    const called: Record<"AlertOnDenial" | "DeliverAlerts", Set<string>> = {
      AlertOnDenial: new Set(),
      DeliverAlerts: new Set(),
    };
    let caller: keyof typeof called = "AlertOnDenial";
    engine.dynamoDb.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          const { IndexName } = args.input as { readonly IndexName?: string };
          const operation = `dynamodb:${commandName.replace(/Command$/, "")}`;
          called[caller].add(IndexName === undefined ? operation : `${operation} ${IndexName}`);
          return await next(args);
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
    const services = { ...composed, sleep: () => Promise.resolve() };
    const context = { getRemainingTimeInMillis: () => 30_000 } as Context;
    const alert = createAlertOnDenial(services);
    const deliver = createDeliverAlerts(services);
    const done: DeliverAnswer[] = [];
    try {
      const deny = async (eventName: string): Promise<void> => {
        now += 1000;
        const eventTime = new Date(now).toISOString();
        const errorMessage = "Access Denied";
        await alert(buildEvent(buildRecord({ eventTime, eventName, errorMessage })), context);
      };
      for (let n = 0; n < 8; n += 1) await deny(`GetThing${n}`);
      await deny("GetThing0");
      caller = "DeliverAlerts";
      for (const later of [60_000, 3_600_000, 9 * 86_400_000, 60_000]) {
        now += later;
        done.push(await deliver({}, context));
      }
    } finally {
      await Promise.all([slack.close(), engine.stop()]);
    }

    expect(done.some(({ digests }) => digests.length > 0)).toBe(true);
    expect(done.some(({ resolved }) => resolved > 0)).toBe(true);
    for (const id of Object.keys(called) as (keyof typeof called)[]) {
      const granted = hub.statements(`${id}Role`).flatMap(({ Action, Resource }): string[] => {
        const indexes = [...JSON.stringify(Resource).matchAll(/\/index\/([a-z-]+)/g)];
        const operations: string[] = [Action].flat();
        return indexes.length === 0
          ? operations
          : indexes.flatMap(([, index]) =>
              operations.map((operation) => `${operation} ${index ?? ""}`),
            );
      });
      expect(
        [...called[id]].filter((call) => !granted.includes(call)),
        id,
      ).toEqual([]);
      const unused = granted.filter((grant) => grant.includes(" ") && !called[id].has(grant));
      expect(unused, id).toEqual([]);
    }
  }, 60_000);
});
