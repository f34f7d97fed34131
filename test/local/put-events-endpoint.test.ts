import { execFile } from "node:child_process";
import { request } from "node:http";
import { promisify } from "node:util";
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { expect, onTestFinished, test } from "vitest";
import type { EventEnvelope } from "../../local/event-envelope.ts";
import { startTestAlerter } from "./start-test-alerter.ts";

const entry = { Source: "aws.s3", DetailType: "AWS API Call via CloudTrail", Detail: '{"a":1}' };

function client(url: string): EventBridgeClient {
  const made = new EventBridgeClient({
    endpoint: url,
    region: "eu-west-1",
    credentials: { accessKeyId: "any", secretAccessKey: "any" },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    made.destroy();
  });
  return made;
}

/** What an SDK cannot send. */
async function post(url: string, body: string, target = "AWSEvents.PutEvents"): Promise<Response> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
  return await fetch(url, { method: "POST", headers, body });
}

test("an SDK's events reach the handler in EventBridge's envelope, if the rule matches", async () => {
  const handled: EventEnvelope[] = [];
  const { url, idle } = await startTestAlerter({
    alertOnDenial: (event) => {
      handled.push(event as EventEnvelope);
      return Promise.resolve();
    },
  });
  const answer = await client(url).send(
    new PutEventsCommand({
      Entries: [
        { ...entry, Time: new Date("2026-01-05T10:00:00Z"), Resources: ["arn:x"] },
        { ...entry, Source: "test.ignored" },
        { ...entry, Detail: "oops" },
        { Source: "aws.s3" },
      ],
    }),
  );
  await idle();
  expect(answer.FailedEntryCount).toBe(2);
  expect(answer.Entries).toMatchObject([
    { EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    { EventId: expect.any(String) as string },
    { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
    {
      ErrorCode: "InvalidArgument",
      ErrorMessage: "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
    },
  ]);
  expect(handled).toMatchObject([
    {
      id: answer.Entries?.[0]?.EventId,
      source: "aws.s3",
      time: "2026-01-05T10:00:00Z",
      resources: ["arn:x"],
      detail: { a: 1 },
    },
  ]);
});

test("an SDK gets EventBridge's errors", async () => {
  const { url } = await startTestAlerter();
  const sdk = client(url);
  await expect(
    sdk.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry) })),
  ).rejects.toMatchObject({
    name: "ValidationException",
    $metadata: { httpStatusCode: 400, requestId: expect.any(String) as string },
  });
  const large = { ...entry, Detail: JSON.stringify({ x: "é".repeat(600_000) }) };
  await expect(sdk.send(new PutEventsCommand({ Entries: [large] }))).rejects.toMatchObject({
    name: "ValidationException",
    message: "Total size of the entries in the request is over the limit.",
  });
  await expect(sdk.send(new ListRulesCommand({}))).rejects.toMatchObject({
    name: "UnknownOperationException",
  });
});

test("an event of just under 1 MB is taken", async () => {
  let size = 0;
  const { url, idle } = await startTestAlerter({
    alertOnDenial: (event) => {
      size = JSON.stringify(event).length;
      return Promise.resolve();
    },
  });
  const large = { ...entry, Detail: JSON.stringify({ x: "x".repeat(1_048_000) }) };
  await client(url).send(new PutEventsCommand({ Entries: [large] }));
  await idle();
  expect(size).toBeGreaterThan(1_048_000);
});

test("malformed calls get AWS's error shape, and the next call is answered", async () => {
  const { url } = await startTestAlerter();
  const cases = [
    [await post(url, "{"), 400, "SerializationException"],
    [await post(url, '{"Entries": "x"}'), 400, "SerializationException"],
    [await post(url, "{}", "AWSEvents.DeleteRule"), 400, "UnknownOperationException"],
    [await fetch(url, { method: "POST" }), 400, "UnknownOperationException"],
    [await post(url, "x".repeat(9_000_000)), 413, "RequestEntityTooLargeException"],
  ] as const;
  for (const [response, status, type] of cases) {
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({
      __type: type,
      message: expect.any(String) as string,
    });
  }
  expect((await post(url, JSON.stringify({ Entries: [entry] }))).status).toBe(200);
});

test("a name that was pointed at this machine is not answered", async () => {
  const { url } = await startTestAlerter();
  const status = async (host: string): Promise<number | undefined> =>
    await new Promise((resolve, reject) => {
      request(url, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
  expect(await status("evil.example")).toBe(403);
  expect(await status("127.0.0.1.evil.example:80")).toBe(403);
  expect(await status("localhost:4747")).toBe(200);
});

test("a page of another site cannot send events", async () => {
  const { url } = await startTestAlerter();
  const response = await fetch(url, {
    method: "POST",
    headers: { origin: "https://evil.example", "x-amz-target": "AWSEvents.PutEvents" },
    body: JSON.stringify({ Entries: [entry] }),
  });
  expect(response.status).toBe(403);
});

const run = promisify(execFile);
const hasAwsCli = await run("aws", ["--version"]).then(
  () => true,
  () => false,
);

test.skipIf(!hasAwsCli)(
  "the AWS CLI sends events (skipped where it is not installed)",
  async () => {
    const handled: unknown[] = [];
    const { url, idle } = await startTestAlerter({
      alertOnDenial: (event) => {
        handled.push(event);
        return Promise.resolve();
      },
    });
    const { stdout } = await run("aws", [
      ...["events", "put-events", "--no-sign-request", "--region", "us-east-1"],
      ...["--endpoint-url", url, "--entries", JSON.stringify([entry])],
    ]);
    await idle();
    expect(JSON.parse(stdout)).toMatchObject({ FailedEntryCount: 0, Entries: [{}] });
    expect(handled).toMatchObject([{ source: "aws.s3", detail: { a: 1 } }]);
  },
);
