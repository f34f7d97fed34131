import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventInMessage } from "../../../cli/redrive/event-in-message.ts";
import { runCliHere } from "../../support/run-cli-here.ts";
import { runCli } from "../../support/run-cli.ts";

describe("eventInMessage()", () => {
  it.each([
    ["what EventBridge left", '{"id": "e-1", "detail": {}}', { id: "e-1", detail: {} }],
    [
      "what Lambda left",
      '{"version": "1.0", "requestContext": {"condition": "RetriesExhausted"}, "requestPayload": {"id": "e-1"}}',
      { id: "e-1" },
    ],
    ["no JSON", "x", null],
    ["a list", "[]", null],
    ["an invocation without an event", '{"requestContext": {}, "requestPayload": null}', null],
  ])("%s", (_title, body, expected) => {
    expect(eventInMessage(body)).toEqual(expected);
  });
});

interface Queued {
  readonly id: string;
  readonly body: string;
}

describe("denywatch redrive", () => {
  let server: Server;
  let environment: Record<string, string>;
  let invoked: { readonly path: string; readonly type: unknown; readonly payload: unknown }[];
  let queues: Record<string, Queued[]>;
  let isQueued: boolean;

  /** As much of CloudFormation, SQS and Lambda as the command speaks to. */
  beforeEach(async () => {
    [invoked, queues, isQueued] = [[], { undelivered: [], failed: [], incoming: [] }, false];
    const taken = new Set<string>();
    server = createServer((request, response) => {
      void readText(request).then((text) => {
        const path = request.url ?? "";
        const call = String(request.headers["x-amz-target"] ?? "").split(".")[1] ?? "";
        if (path.includes("/functions/")) {
          const type = request.headers["x-amz-invocation-type"];
          invoked.push({ path, type, payload: JSON.parse(text) });
          response.writeHead(202).end();
        } else if (call === "") {
          response.writeHead(200, { "content-type": "text/xml" }).end(stacks());
        } else {
          const input = JSON.parse(text) as Record<string, string>;
          const name = input["QueueUrl"]?.split("/").at(-1) ?? "";
          const queue = queues[name] ?? [];
          let answer: object = {};
          if (call === "ReceiveMessage") {
            const messages = queue.filter(({ id }) => !taken.has(id)).slice(0, 10);
            for (const { id } of messages) taken.add(id);
            answer = {
              Messages: messages.map(({ id, body }) => ({
                MessageId: id,
                ReceiptHandle: id,
                Body: body,
                MD5OfBody: md5(body),
              })),
            };
          } else if (call === "DeleteMessage") {
            queues[name] = queue.filter(({ id }) => id !== input["ReceiptHandle"]);
          } else {
            queue.push({ id: `sent-${queue.length}`, body: input["MessageBody"] ?? "" });
            answer = { MessageId: "sent", MD5OfMessageBody: md5(input["MessageBody"] ?? "") };
          }
          response
            .writeHead(200, { "content-type": "application/x-amz-json-1.0" })
            .end(JSON.stringify(answer));
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    environment = {
      AWS_ENDPOINT_URL: url(),
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    };
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  function stacks(): string {
    const outputs = {
      FunctionName: "alert-function",
      UndeliveredEventsUrl: `${url()}/456789012345/undelivered`,
      FailedEventsUrl: `${url()}/456789012345/failed`,
      ...(isQueued && { IncomingEventsUrl: `${url()}/456789012345/incoming` }),
    };
    const members = Object.entries(outputs)
      .map(
        ([key, value]) =>
          `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
      )
      .join("");
    return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>Denywatch</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-03-04T05:06:07Z</CreationTime><Outputs>${members}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
  }

  it("hands each event to the function, removes its message, and leaves what is none", async () => {
    queues["undelivered"] = Array.from({ length: 12 }, (_, n) => ({
      id: `m-${n}`,
      body: JSON.stringify({ id: `e-${n}` }),
    }));
    queues["failed"] = [
      { id: "f-1", body: '{"requestContext": {}, "requestPayload": {"id": "lost"}}' },
      { id: "f-2", body: "no event" },
    ];
    const { code, stdout, stderr } = await runCli(["redrive"], "", environment);
    expect(stderr).toBe("");
    expect(stdout).toBe(
      "undelivered: 12 brought back\nfailed: 1 brought back; 1 without an event left where they are\n",
    );
    expect(code).toBe(1);
    expect(invoked).toHaveLength(13);
    expect(invoked.at(-1)).toEqual({
      path: "/2015-03-31/functions/alert-function/invocations",
      type: "Event",
      payload: { id: "lost" },
    });
    expect(queues["undelivered"]).toEqual([]);
    expect(queues["failed"]).toEqual([{ id: "f-2", body: "no event" }]);
  });

  it("hands them to the queue that batches are taken from, where there is one", async () => {
    isQueued = true;
    queues["failed"] = [{ id: "f-1", body: '{"id": "e-1"}' }];
    const { code } = await runCliHere(["redrive", "--queue", "failed"], "", environment);
    expect(code).toBe(0);
    expect(queues["incoming"]).toEqual([{ id: "sent-0", body: '{"id":"e-1"}' }]);
    expect(queues["failed"]).toEqual([]);
    expect(invoked).toEqual([]);
  });

  it("says which queues there are", async () => {
    const { code, stderr } = await runCliHere(["redrive", "--queue", "lost"], "", environment);
    expect(code).toBe(2);
    expect(stderr).toContain("there are undelivered and failed");
  });
});

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
