import {
  type AttributeValue,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createHandler as createAlertHandler } from "../../functions/alert-on-denial/create-handler.ts";
import { composeServices } from "../../functions/compose-services.ts";
import { createHandler as createDeliverHandler } from "../../functions/deliver-alerts/create-handler.ts";
import { denialKey } from "../../shared/history/denial-item.ts";
import { detailsKey } from "../../shared/history/details-item.ts";
import { type Engine, startDynalite } from "../support/dynamodb-engines.ts";
import { emptyTable } from "../support/empty-table.ts";
import { buildEvent, buildRecord } from "../support/events.ts";
import { createMemoryTelemetry, type MemoryTelemetry } from "../support/memory-telemetry.ts";
import { error, type SlackServer, startSlackServer } from "../support/slack-server.ts";

type Item = Record<string, AttributeValue>;

const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
const junk = { B: Uint8Array.of(1, 2, 3, 4, 5, 6, 7) };
const queues = ["orchard", "pear", "quince"];

/** Somebody, or something, has broken an item of the table: it is said, and stops nothing else. Three seconds of work. */
describe("a damaged item", () => {
  let engine: Engine;
  let slack: SlackServer;
  let telemetry: MemoryTelemetry;
  let isSlackUp: boolean;
  let time: number;
  let serial: number;
  let from = 0;
  beforeAll(async () => {
    engine = await startDynalite();
    slack = await startSlackServer({
      respond: () => (isSlackUp ? { kind: "ok" } : error(500, "rollup_error")),
    });
  });
  afterAll(async () => {
    await slack.close();
    await engine.stop();
  });
  beforeEach(async () => {
    isSlackUp = true;
    time = Date.parse("2026-03-04T06:00:00Z");
    serial = 0;
    telemetry = createMemoryTelemetry();
    await emptyTable(engine);
    from = slack.requests.length;
  });

  /** A process of its own: it has read nothing yet. */
  function startProcess() {
    const services = {
      ...composeServices({
        dynamoDb: engine.dynamoDb,
        tableName: engine.tableName,
        webhookUrl: () => Promise.resolve(slack.webhookUrl),
        ownRoleArns: [],
        telemetry,
        now: () => new Date(time),
      }),
      sleep: (milliseconds: number) => {
        time += Math.max(0, milliseconds);
        return Promise.resolve();
      },
    };
    return {
      history: services.history,
      alert: createAlertHandler(services),
      deliver: createDeliverHandler(services),
    };
  }
  async function deny(queue: string, { alert } = startProcess()): Promise<string> {
    time += 1000;
    const message = `User: arn:aws:sts::210987654321:assumed-role/Deploy/build-7 is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:210987654321:${queue} because no identity-based policy allows the sqs:SendMessage action`;
    const answer = await alert(
      buildEvent(
        buildRecord({
          eventID: `event-${(serial += 1)}`,
          eventTime: new Date(time).toISOString(),
          errorMessage: message,
        }),
      ),
      context,
    );
    const outcome = "batchItemFailures" in answer ? undefined : answer[0];
    return outcome !== undefined && "fingerprint" in outcome ? outcome.fingerprint : "";
  }
  async function deliver(): Promise<void> {
    await startProcess().deliver({}, context);
  }
  async function change(key: Item, edit: (item: Item) => Item): Promise<void> {
    const { dynamoDb, tableName } = engine;
    const { Item } = await dynamoDb.send(new GetItemCommand({ TableName: tableName, Key: key }));
    const edited = { ...key, ...edit(Item ?? {}) };
    await dynamoDb.send(new PutItemCommand({ TableName: tableName, Item: edited }));
  }
  const texts = (): string =>
    JSON.stringify(slack.requests.slice(from).map(({ message }) => message));
  const said = (): readonly unknown[] =>
    telemetry.lines.filter(({ level }) => level === "error").map(({ fields }) => fields);

  it.each<[name: string, edit: (item: Item) => Item]>([
    ["a denial that is lost", (item) => ({ ...item, x: { B: Uint8Array.of(0) } })],
    ["a denial that is junk", (item) => ({ ...item, x: junk })],
    ["a sample that is junk", (item) => ({ ...item, m: { BS: [junk.B] } })],
    ["a second item that is not there", (item) => ({ ...item, sx: { N: "9999999999" } })],
  ])("of a pending alert, with %s, is told with the others, and said", async (_name, edit) => {
    isSlackUp = false;
    const [broken = ""] = await Promise.all(queues.map((queue) => deny(queue)));
    await change(denialKey(broken), edit);
    from = slack.requests.length;
    isSlackUp = true;
    time += 20 * 60_000;
    await deliver();
    const { history } = startProcess();
    expect(await history.listByStatus("pending", { limit: 10 })).toEqual([]);
    const told = await history.listByStatus("told", { limit: 10 });
    expect(told.map(({ sample }) => sample.action.iamAction?.toLowerCase())).toEqual(
      queues.map(() => "sqs:sendmessage"),
    );
    expect(texts()).toContain("pear");
    expect(telemetry.counts.get("TableDamaged")).toBeGreaterThan(0);
    expect(said()).toContainEqual(expect.objectContaining({ pk: `F#${broken}` }));
  });

  it("that others grew out of is counted on", async () => {
    const process = startProcess();
    const fingerprint = await deny("orchard", process);
    for (let n = 0; n < 50; n += 1) await deny("orchard", process);
    await change(detailsKey(fingerprint), (item) => ({ ...item, bd: junk, md: junk, mi: junk }));
    expect((await process.history.find(fingerprint))?.damage).toContain("md of its item S");
    for (let n = 0; n < 50; n += 1) await deny("orchard", process);
    expect(await process.history.find(fingerprint)).toMatchObject({ count: 101 });
  });

  it("that lost what counting needs is new, and told", async () => {
    const process = startProcess();
    const fingerprint = await deny("orchard", process);
    await change(denialKey(fingerprint), () => ({}));
    const { dynamoDb, tableName } = engine;
    const key = { TableName: tableName, Key: denialKey(fingerprint) };
    await dynamoDb.send(new DeleteItemCommand(key));
    await dynamoDb.send(new PutItemCommand({ TableName: tableName, Item: denialKey(fingerprint) }));
    from = slack.requests.length;
    await deny("orchard", process);
    expect(texts()).toContain("orchard");
    expect(await process.history.find(fingerprint)).toMatchObject({ count: 1, status: "told" });
  });

  it.each<[name: string, item: Item]>([
    ["no state", {}],
    ["no version", { state: { S: '{"freeAt":0,"failures":0,"posts":[],"bursts":{}}' } }],
    ["a state that is no JSON", { state: { S: "{" }, z: { N: "3" } }],
    ["a state of another shape", { state: { S: '{"freeAt":"now"}' }, z: { N: "3" } }],
    ["a burst of another shape", { state: { S: burstOf('{"x":1}') }, z: { N: "3" } }],
  ])("of a webhook, with %s, starts anew", async (_name, item) => {
    const put = { ...item, pk: { S: "W#default" }, sk: { S: "W" } };
    const { dynamoDb, tableName } = engine;
    await dynamoDb.send(new PutItemCommand({ TableName: tableName, Item: put }));
    isSlackUp = false;
    await deny("orchard");
    await dynamoDb.send(new PutItemCommand({ TableName: tableName, Item: put }));
    isSlackUp = true;
    time += 20 * 60_000;
    await deliver();
    expect(texts()).toContain("orchard");
    expect(await startProcess().history.listByStatus("pending", { limit: 10 })).toEqual([]);
    if (item["z"] !== undefined) {
      expect(said()).toContainEqual(expect.objectContaining({ pk: "W#default" }));
    }
  });

  it.each<[name: string, mute: AttributeValue]>([
    ["no JSON", { S: "{" }],
    ["of another type", { N: "1" }],
    ["without a condition", { S: '{"id":"m-1","reason":"all","author":"kim"}' }],
    ["of a network that is none", { S: '{"id":"m-1","reason":"r","sourceIp":"10/x"}' }],
    ["with a number", { S: '{"id":"m-1","reason":"r","account":210987654321}' }],
    ["that ends at no time", { S: '{"id":"m-1","reason":"r","service":"sqs","until":"soon"}' }],
  ])("of a mute, %s, hides nothing", async (_name, mute) => {
    const { dynamoDb, tableName } = engine;
    const item = { pk: { S: "M" }, sk: { S: "m-1" }, mute };
    await dynamoDb.send(new PutItemCommand({ TableName: tableName, Item: item }));
    await deny("orchard");
    expect(texts()).toContain("orchard");
  });

  it.each<[name: string, item: Item]>([
    ["nothing in it", {}],
    ["a config of another type", { config: { N: "1" }, z: { N: "1" } }],
    ["a version that is text", { config: { S: "{}" }, z: { S: "one" } }],
  ])("of the config, with %s, leaves the defaults in force", async (_name, item) => {
    const put = { ...item, pk: { S: "C" }, sk: { S: "current" } };
    const { dynamoDb, tableName } = engine;
    await dynamoDb.send(new PutItemCommand({ TableName: tableName, Item: put }));
    await deny("orchard");
    expect(texts()).toContain("orchard");
    await deliver();
  });
});

function burstOf(json: string): string {
  return `{"freeAt":0,"failures":0,"posts":[],"bursts":{"p":${json}}}`;
}
