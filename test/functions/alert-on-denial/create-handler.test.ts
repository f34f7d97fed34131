import type { Context, SQSBatchResponse } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHandler } from "../../../functions/alert-on-denial/create-handler.ts";
import { composeServices } from "../../../functions/compose-services.ts";
import { type Engine, startDynalite } from "../../support/dynamodb-engines.ts";
import { buildEvent, buildRecord } from "../../support/events.ts";
import { createMemoryTelemetry, type MemoryTelemetry } from "../../support/memory-telemetry.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";

const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

describe("createHandler()", () => {
  let engine: Engine;
  let slack: SlackServer;
  let telemetry: MemoryTelemetry & { flushed: number };
  let handler: ReturnType<typeof createHandler>;

  beforeEach(async () => {
    engine = await startDynalite();
    slack = await startSlackServer();
    const memory = createMemoryTelemetry();
    telemetry = Object.assign(memory, { flushed: 0, flush: () => void (telemetry.flushed += 1) });
    handler = createHandler(
      composeServices({
        dynamoDb: engine.dynamoDb,
        tableName: engine.tableName,
        webhookUrl: () => Promise.resolve(slack.webhookUrl),
        ownRoleArns: [],
        spacingMilliseconds: 0,
        telemetry,
        now: () => new Date(),
      }),
    );
  });
  afterEach(async () => {
    await slack.close();
    await engine.stop();
  });

  const message = (messageId: string, body: string) => ({
    messageId,
    body,
    eventSource: "aws:sqs",
  });
  const queued = (...messages: readonly unknown[]) => handler({ Records: messages }, context);
  const denial = (overrides = {}) => JSON.stringify(buildEvent(buildRecord(overrides)));

  it("takes one event of EventBridge", async () => {
    expect(await handler(buildEvent(), context)).toMatchObject([{ kind: "told" }]);
    expect(telemetry.flushed).toBe(1);
  });

  it("rejects one event whose denial cannot be counted, and still writes its metrics", async () => {
    await engine.stop();
    await expect(handler(buildEvent(), context)).rejects.toThrow();
    expect(telemetry.flushed).toBe(1);
    engine = await startDynalite();
  });

  it("takes a batch of SQS: one write a fingerprint, and nothing comes again", async () => {
    const answer = await queued(
      message("a", denial()),
      message("b", denial()),
      message("c", "no json"),
      message("d", denial({ eventName: "DeleteObject", errorMessage: "Access Denied" })),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(slack.messages).toHaveLength(2);
    expect(telemetry.counts.get("EventsMalformed")).toBe(1);
    expect(telemetry.counts.get("DenialsRepeated")).toBe(1);
  });

  it("names the messages of a batch that have to come again, and only those", async () => {
    await engine.stop();
    const answer = (await queued(
      message("a", denial()),
      message("b", "{}"),
      message("c", denial({ errorCode: undefined, errorMessage: undefined })),
      message("d", denial()),
    )) as SQSBatchResponse;
    const ids = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    expect(ids.toSorted()).toEqual(["a", "d"]);
    engine = await startDynalite();
  });
});
