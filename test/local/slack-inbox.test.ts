import { expect, test } from "vitest";
import { createSlackPoster } from "../../shared/slack/slack-poster.client.ts";
import type { InboxMessage } from "../../local/inbox-store.ts";
import { startTestAlerter } from "./start-test-alerter.ts";
import { temporaryFolder } from "./temporary-folder.ts";

async function post(url: string, body: unknown): Promise<readonly [number, string]> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return [response.status, await response.text()];
}

async function list(url: string): Promise<readonly InboxMessage[]> {
  const { messages } = (await (await fetch(`${url}/inbox/messages`)).json()) as {
    messages: readonly InboxMessage[];
  };
  return messages;
}

test("the inbox's webhook answers as Slack's", async () => {
  const { webhookUrl, url } = await startTestAlerter();
  expect(await post(webhookUrl, { text: "hello" })).toEqual([200, "ok"]);
  expect(await post(webhookUrl, {})).toEqual([400, "no_text"]);
  expect(await post(webhookUrl, "{")).toEqual([400, "invalid_payload"]);
  expect(await post(webhookUrl, { blocks: [{ type: "x" }] })).toEqual([400, "invalid_blocks"]);
  expect(await post(webhookUrl, `"${"x".repeat(1_000_001)}"`)).toEqual([413, "invalid_payload"]);
  expect(await post(`${webhookUrl}x`, { text: "hello" })).toEqual([404, "no_service"]);
  expect(await post(`${url}/services/T1/B1/x`, { text: "hello" })).toEqual([404, "no_service"]);
  expect(await list(url)).toHaveLength(1);
});

test("the alerter's own poster can post to it", async () => {
  const { webhookUrl, url } = await startTestAlerter();
  const poster = createSlackPoster({ webhookUrl });
  const message = {
    text: "hello",
    blocks: [{ type: "section" as const, text: { type: "mrkdwn" as const, text: "*hello*" } }],
  };
  expect(await poster.post(message, 5000)).toEqual({ kind: "sent" });
  expect(await list(url)).toMatchObject([{ id: 1, message }]);
});

test("messages survive a restart, and their numbers go on", async () => {
  const dataFolder = await temporaryFolder();
  const first = await startTestAlerter({}, { dataFolder });
  await post(first.webhookUrl, { text: "one" });
  await first.stop();
  const second = await startTestAlerter({}, { dataFolder });
  const told: InboxMessage[] = [];
  second.onMessage((message) => told.push(message));
  await post(second.webhookUrl, { text: "two" });
  expect(await list(second.url)).toMatchObject([
    { id: 1, message: { text: "one" } },
    { id: 2, message: { text: "two" } },
  ]);
  expect(told).toMatchObject([{ id: 2 }]);
});

test("an open page gets each message at once", async () => {
  const { webhookUrl, url } = await startTestAlerter();
  const stream = await fetch(`${url}/inbox/stream`);
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  await post(webhookUrl, { text: "line\nbreak" });
  let received = "";
  for await (const chunk of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    received += chunk;
    if (received.includes("data: ")) break;
  }
  const data = /^data: (.+)$/m.exec(received)?.[1] ?? "";
  expect(JSON.parse(data)).toMatchObject({ id: 1, message: { text: "line\nbreak" } });
});

test("the page and its files are served with a policy that lets nothing else run or load", async () => {
  const { url } = await startTestAlerter();
  for (const path of [
    "/",
    "/page/main.js",
    "/page/inbox.css",
    "/page/history.css",
    "/page/avatar.svg",
  ]) {
    const response = await fetch(url + path);
    expect([path, response.status]).toEqual([path, 200]);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect((await response.text()).length).toBeGreaterThan(100);
  }
  for (const path of ["/page/../start.ts", "/page/..%2fstart.ts", "/nothing"]) {
    expect((await fetch(url + path)).status).toBe(404);
  }
});

test("the page says what to run, and where messages go", async () => {
  const { url } = await startTestAlerter(
    {},
    { webhookUrl: "https://hooks.slack.com/services/T/B/secret" },
  );
  const text = await (await fetch(`${url}/inbox/messages`)).text();
  expect(JSON.parse(text)).toEqual({
    messages: [],
    isSlackElsewhere: true,
    command: `send --to ${url}`,
  });
  expect(text).not.toContain("secret");
});
