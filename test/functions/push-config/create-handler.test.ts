import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createHandler, type PushHandler } from "../../../functions/push-config/create-handler.ts";
import { putAnswer } from "../../../functions/push-config/put-answer.client.ts";
import { type ConfigStore, createConfigStore } from "../../../shared/config/config-store.client.ts";
import { type Engine, startDynalite } from "../../support/dynamodb-engines.ts";
import { createMemoryTelemetry, type MemoryTelemetry } from "../../support/memory-telemetry.ts";

const secret = "notARealSignature";
const now = (): Date => new Date("2026-03-04T05:06:07Z");

describe("the handler behind the stack's config", () => {
  let engine: Engine;
  let server: Server;
  let status: number;
  const answers: { readonly type: string | undefined; readonly body: Record<string, unknown> }[] =
    [];
  let store: ConfigStore;
  let telemetry: MemoryTelemetry;
  let handler: PushHandler;

  beforeAll(async () => {
    engine = await startDynalite();
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => {
        const body = JSON.parse(text) as Record<string, unknown>;
        answers.push({ type: request.headers["content-type"], body });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await engine.stop();
  });
  beforeEach(() => {
    status = 200;
    store = createConfigStore(engine.dynamoDb, engine.tableName, now);
    telemetry = createMemoryTelemetry();
    handler = createHandler({ store, answer: putAnswer, telemetry });
  });
  afterEach(() => {
    answers.length = 0;
  });

  const ask = async (
    RequestType: "Create" | "Update" | "Delete",
    Config?: unknown,
  ): Promise<void> => {
    const { port } = server.address() as AddressInfo;
    await handler(
      {
        RequestType,
        ResponseURL: `http://127.0.0.1:${port}/?signature=${secret}`,
        StackId: "stack-1",
        RequestId: "request-1",
        LogicalResourceId: "DeployedConfig",
        ResourceProperties: { Config },
      },
      {},
    );
  };

  it("puts a config in force, leaves the same one alone, and keeps the one before a changed one", async () => {
    await ask("Create", '{"history": {"keepDays": 30}}');
    const first = await store.current();
    expect(first).toMatchObject({ json: { history: { keepDays: 30 } }, pushedBy: "deployment" });

    await ask("Update", '{"history":{"keepDays":30}}');
    expect((await store.current()).version).toBe(first.version);

    await ask("Update", '{"history": {"keepDays": 40}}');
    expect(await store.current()).toMatchObject({
      json: { history: { keepDays: 40 } },
      version: first.version + 1,
    });
    expect(answers.map(({ body }) => body["Status"])).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  });

  it("answers as CloudFormation reads it: the request's ids, one physical id, no content type", async () => {
    await ask("Create", "{}");
    expect(answers).toEqual([
      {
        type: expect.toSatisfy((type: unknown) => type === "" || type === undefined) as unknown,
        body: {
          Status: "SUCCESS",
          PhysicalResourceId: "denywatch-config",
          StackId: "stack-1",
          RequestId: "request-1",
          LogicalResourceId: "DeployedConfig",
        },
      },
    ]);
  });

  it("leaves the config in force when the stack goes, as the table stays", async () => {
    await ask("Create", '{"history": {"keepDays": 50}}');
    const { version } = await store.current();
    await ask("Delete", '{"history": {"keepDays": 50}}');
    expect((await store.current()).version).toBe(version);
    expect(answers[1]?.body["Status"]).toBe("SUCCESS");
  });

  it.each([
    ["what the functions could not use", '{"history": {"keepDays": 0}}', "history.keepDays"],
    ["what is no JSON", "{", "JSON"],
    ["nothing", undefined, "it is no text"],
  ])("fails the deployment for %s, with the reason", async (_title, config, reason) => {
    const { version } = await store.current();
    await ask("Update", config);
    expect(answers[0]?.body["Status"]).toBe("FAILED");
    expect(answers[0]?.body["Reason"]).toContain(reason);
    expect((await store.current()).version).toBe(version);
  });

  it("fails the deployment where the table cannot be written", async () => {
    store = createConfigStore(engine.dynamoDb, "no-such-table", now);
    handler = createHandler({ store, answer: putAnswer, telemetry });
    await ask("Create", '{"history": {"keepDays": 60}}');
    expect(answers[0]?.body["Status"]).toBe("FAILED");
  });

  it("tries again where somebody pushes meanwhile", async () => {
    let races = 2;
    const contended: ConfigStore = {
      current: () => store.current(),
      put: (...change) =>
        races-- > 0 ? Promise.resolve("changed-meanwhile") : store.put(...change),
    };
    handler = createHandler({ store: contended, answer: putAnswer, telemetry });
    await ask("Update", '{"history": {"keepDays": 70}}');
    expect((await store.current()).json).toEqual({ history: { keepDays: 70 } });
  });

  it("never repeats the signed URL, in an error or in the log", async () => {
    status = 403;
    await expect(ask("Create", "{}")).rejects.toThrow("Cannot answer CloudFormation: status 403");
    expect(JSON.stringify(telemetry.lines)).not.toContain(secret);
    await expect(putAnswer(`http://127.0.0.1:1/?signature=${secret}`, "")).rejects.toThrow(
      /^Cannot answer CloudFormation: its URL could not be reached$/,
    );
  });
});
