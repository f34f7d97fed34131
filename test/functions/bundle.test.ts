import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type AttributeValue,
  DeleteItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectFolder } from "../../infra/project-folder.ts";
import { environmentNames } from "../../shared/config/environment-names.ts";
import { bundleOnce } from "../support/bundle-once.ts";
import { buildDenialEvent } from "../support/cloudtrail-denial-event.ts";
import { type Engine, startDynalite } from "../support/dynamodb-engines.ts";
import { type RecordingProxy, startRecordingProxy } from "../support/recording-proxy.ts";
import { error, ok, type SlackServer, startSlackServer } from "../support/slack-server.ts";
import { type SsmServer, startSsmServer } from "../support/ssm-server.ts";
import { type RunningFunction, startFunction } from "../support/start-function.ts";
import { synthesiseHub } from "../support/synthesise.ts";

const parameterName = "/denywatch/slack-webhook";
const bundles = {
  AlertOnDenial: await bundleOnce("alert-on-denial"),
  DeliverAlerts: await bundleOnce("deliver-alerts"),
};
const hub = await synthesiseHub("bare");

const running: RunningFunction[] = [];
/** Starts a function in a process of its own; it is stopped after the test. */
async function start(
  name: keyof typeof bundles,
  environment: Readonly<Record<string, string>>,
): Promise<RunningFunction> {
  const started = await startFunction(bundles[name], environment);
  running.push(started);
  return started;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((started) => started.stop()));
});

describe("the built functions, run as Lambda runs them", () => {
  let engine: Engine;
  let slack: SlackServer;
  let ssm: SsmServer;
  const proxies: RecordingProxy[] = [];
  let isSlackUp: boolean;

  beforeEach(async () => {
    isSlackUp = true;
    engine = await startDynalite();
    slack = await startSlackServer({
      respond: () => (isSlackUp ? ok : error(500, "rollup_error")),
    });
    ssm = await startSsmServer({ [parameterName]: slack.webhookUrl });
  });
  afterEach(async () => {
    await Promise.all([slack, ssm, ...proxies.splice(0)].map((server) => server.close()));
    await engine.stop();
  });

  async function startConnected(
    name: keyof typeof bundles,
  ): Promise<{ readonly lambda: RunningFunction; readonly operations: readonly string[] }> {
    const proxy = await startRecordingProxy(engine.endpoint);
    proxies.push(proxy);
    const lambda = await start(name, {
      AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
      AWS_ENDPOINT_URL_SSM: ssm.endpoint,
      [environmentNames.tableName]: engine.tableName,
      [environmentNames.webhookParameterName]: parameterName,
      [environmentNames.ownRoleArns]: "arn:aws:iam::444455556666:role/Denywatch-Alert",
    });
    return { lambda, operations: proxy.operations };
  }

  /** The DynamoDB operations that the stack does not let that function call. */
  function findRefused(name: keyof typeof bundles, operations: readonly string[]) {
    const statements = hub.statements(`${name}Role`);
    return operations.filter((called) => {
      const [operation, index] = called.split(" ") as [string, string?];
      return !statements.some(
        ({ Action, Resource }) =>
          [Action].flat().includes(`dynamodb:${operation}`) &&
          JSON.stringify(Resource).includes("/index/") === (index !== undefined) &&
          JSON.stringify(Resource).includes(index === undefined ? "" : `/index/${index}"`),
      );
    });
  }

  async function readDenials(): Promise<readonly Record<string, AttributeValue>[]> {
    const { Items = [] } = await engine.dynamoDb.send(
      new ScanCommand({ TableName: engine.tableName, FilterExpression: "attribute_exists(n)" }),
    );
    return Items;
  }

  it("tell Slack about a new denial, count a repeat with one write, and leak no secret", async () => {
    const { lambda, operations } = await startConnected("AlertOnDenial");
    expect(await lambda.api.invoke(buildDenialEvent("event-1"))).toMatchObject({
      kind: "response",
      body: [{ kind: "told" }],
    });
    expect(slack.messages).toHaveLength(1);
    expect(JSON.stringify(slack.messages[0])).toContain("s3:GetObject");
    expect(ssm.reads).toEqual([parameterName]);
    expect(await readDenials()).toMatchObject([{ n: { N: "1" }, s: { S: "told" } }]);

    const before = operations.length;
    expect(await lambda.api.invoke(buildDenialEvent("event-2"))).toMatchObject({
      kind: "response",
      body: [{ kind: "counted" }],
    });
    expect(operations.slice(before)).toEqual(["UpdateItem"]);
    expect(slack.messages).toHaveLength(1);
    expect(await readDenials()).toMatchObject([{ n: { N: "2" } }]);

    expect(findRefused("AlertOnDenial", operations)).toEqual([]);
    expect(lambda.output()).toContain('"DenialsNew":1');
    expect(lambda.output()).not.toContain(new URL(slack.webhookUrl).pathname);
  });

  it("keep an alert that Slack did not take, and tell it later", async () => {
    isSlackUp = false;
    const alertOnDenial = await startConnected("AlertOnDenial");
    expect(await alertOnDenial.lambda.api.invoke(buildDenialEvent("event-1"))).toMatchObject({
      body: [{ kind: "pending" }],
    });
    const [pending] = await readDenials();
    await engine.dynamoDb.send(
      new UpdateItemCommand({
        TableName: engine.tableName,
        Key: { pk: pending?.["pk"] as AttributeValue, sk: pending?.["sk"] as AttributeValue },
        UpdateExpression: "SET o = :due",
        ExpressionAttributeValues: { ":due": { N: "1" } },
      }),
    );
    // The failed post holds the channel back for seconds that the test need not wait.
    await engine.dynamoDb.send(
      new DeleteItemCommand({
        TableName: engine.tableName,
        Key: { pk: { S: "W#default" }, sk: { S: "W" } },
      }),
    );

    isSlackUp = true;
    const { lambda, operations } = await startConnected("DeliverAlerts");
    expect(await lambda.api.invoke({ "detail-type": "Scheduled Event" })).toEqual({
      kind: "response",
      body: { told: 1, left: 0, resolved: 0, digests: [] },
    });
    expect(slack.messages).toHaveLength(1);
    expect(await readDenials()).toMatchObject([{ n: { N: "1" }, s: { S: "told" } }]);
    expect(findRefused("DeliverAlerts", operations)).toEqual([]);
  });

  it("go on after an event that is no CloudTrail record", async () => {
    const { lambda } = await startConnected("AlertOnDenial");
    expect(await lambda.api.invoke({ detail: 7 })).toMatchObject({ body: [{ kind: "malformed" }] });
    expect(await lambda.api.invoke(buildDenialEvent("event-1"))).toMatchObject({
      body: [{ kind: "told" }],
    });
  });
});

describe.each(Object.keys(bundles) as (keyof typeof bundles)[])(
  "%s, where it cannot work",
  (name) => {
    const complete = {
      [environmentNames.tableName]: "denywatch",
      [environmentNames.webhookParameterName]: parameterName,
    };

    it("reports what it could not do as failed, so that nothing is taken for done", async () => {
      const closed = await startRecordingProxy("http://127.0.0.1:9");
      await closed.close();
      const lambda = await start(name, {
        ...complete,
        AWS_ENDPOINT_URL_DYNAMODB: closed.endpoint,
        AWS_MAX_ATTEMPTS: "1",
      });
      expect(await lambda.api.invoke(buildDenialEvent("event-1"))).toMatchObject({ kind: "error" });
    });

    it.each(Object.keys(complete))("does not start without %s, and says so", async (variable) => {
      const environment = Object.fromEntries(
        Object.entries(complete).filter(([given]) => given !== variable),
      );
      const lambda = await start(name, environment);
      expect((await lambda.api.initError).errorMessage).toContain(variable);
      expect(await lambda.exited).toBe(1);
    });
  },
);

describe.each(Object.entries(bundles))("the bundle of %s", (_name, { files }) => {
  it("holds nothing that only building, testing or operating needs", () => {
    const { devDependencies } = JSON.parse(
      readFileSync(join(projectFolder, "package.json"), "utf8"),
    ) as { devDependencies: Record<string, string> };
    const forbidden = [
      ...["infra/", "cli/", "local/", "test/", "bench/"],
      ...[...Object.keys(devDependencies), "commander", "@aws-sdk/client-s3"].map(
        (name) => `node_modules/${name}/`,
      ),
    ];
    const found = files
      .flatMap(({ sources }) => sources)
      .filter((source) => forbidden.some((prefix) => source.startsWith(prefix)));
    expect(found).toEqual([]);
  });

  it("loads at cold start only what a repeat needs", () => {
    const lazy = [
      "node_modules/@slack/",
      "node_modules/@aws-sdk/client-ssm/",
      "node_modules/@aws-sdk/client-eventbridge/",
      "node_modules/zod/",
      "shared/events/build-",
      "shared/events/describe-denial",
      "shared/iam/find-iam-action",
      "shared/iam/iam-actions",
      "shared/remediation/",
      "shared/slack/",
    ];
    const sources = files.flatMap((file) => (file.isInitial ? file.sources : []));
    expect(sources).toContain("functions/services.ts");
    expect(sources.filter((source) => lazy.some((prefix) => source.startsWith(prefix)))).toEqual(
      [],
    );
  });
});
