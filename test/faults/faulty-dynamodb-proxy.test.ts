import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Engine, localClient, startDynalite } from "../support/dynamodb-engines.ts";
import {
  type DynamoDbFault,
  type FaultyDynamoDbProxy,
  noFault,
  startFaultyDynamoDbProxy,
} from "../support/faulty-dynamodb-proxy.ts";

describe("startFaultyDynamoDbProxy()", () => {
  let engine: Engine;
  let proxy: FaultyDynamoDbProxy;
  let client: DynamoDBClient;
  let fault: DynamoDbFault;

  beforeEach(async () => {
    fault = noFault;
    engine = await startDynalite();
    proxy = await startFaultyDynamoDbProxy(engine.endpoint, () => fault);
    client = localClient(proxy.endpoint);
  });
  afterEach(async () => {
    client.destroy();
    await proxy.close();
    await engine.stop();
  });

  const key = { pk: { S: "F#one" }, sk: { S: "F" } };
  const put = (status: string) =>
    client.send(
      new PutItemCommand({
        TableName: engine.tableName,
        Item: { ...key, s: { S: status }, d: { N: "1" } },
      }),
    );
  const isWritten = async (): Promise<boolean> => {
    const get = new GetItemCommand({ TableName: engine.tableName, Key: key, ConsistentRead: true });
    return (await engine.dynamoDb.send(get)).Item !== undefined;
  };

  it.each<[DynamoDbFault, string, boolean]>([
    [
      { kind: "throttle", code: "ProvisionedThroughputExceededException" },
      "ProvisionedThroughputExceededException",
      false,
    ],
    [{ kind: "throttle", code: "ThrottlingException" }, "ThrottlingException", false],
    [{ kind: "server-error" }, "InternalServerError", false],
    [{ kind: "drop-before" }, "TimeoutError", false],
    [{ kind: "drop-after" }, "TimeoutError", true],
  ])("%o is met as %s", async (wanted, name, written) => {
    fault = wanted;
    await expect(put("told")).rejects.toMatchObject({ name });
    expect(await isWritten()).toBe(written);
  });

  it.each<DynamoDbFault>([noFault, { kind: "delay", milliseconds: 5 }])(
    "%o is answered",
    async (wanted) => {
      fault = wanted;
      await put("told");
      expect(await isWritten()).toBe(true);
    },
  );

  it("answers as before where an index is stale, and only there", async () => {
    const pending = new QueryCommand({
      TableName: engine.tableName,
      IndexName: "by-status",
      KeyConditionExpression: "s = :s",
      ExpressionAttributeValues: { ":s": { S: "pending" } },
    });
    await put("pending");
    expect((await client.send(pending)).Count).toBe(1);
    fault = { kind: "stale" };
    await put("told");
    expect((await client.send(pending)).Count).toBe(1);
    expect(await isWritten()).toBe(true);
    fault = noFault;
    expect((await client.send(pending)).Count).toBe(0);
  });
});
