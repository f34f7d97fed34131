import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import type { PostOutcome, SlackMessage } from "../../../shared/slack/message.ts";
import { createSlackPoster } from "../../../shared/slack/slack-poster.client.ts";
import { error, ok, startSlackServer } from "../../support/slack-server.ts";
import type { SlackAnswer, SlackServer } from "../../support/slack-server.ts";

const message: SlackMessage = {
  text: "Deploy may not s3:PutObject",
  blocks: [{ type: "section", text: { type: "mrkdwn", text: "Deploy may not" } }],
};
const secrets = ["T0000TEST", "B0000TEST", "qS3cr3t", "/services/", "127.0.0.1"];

let server: SlackServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function postTo(answer: SlackAnswer, timeoutMilliseconds = 5_000): Promise<PostOutcome> {
  server = await startSlackServer({ respond: () => answer });
  return await createSlackPoster({ webhookUrl: server.webhookUrl }).post(
    message,
    timeoutMilliseconds,
  );
}

describe("createSlackPoster() over sockets", () => {
  const cases: readonly (readonly [string, SlackAnswer, object])[] = [
    ["ok", ok, { kind: "sent" }],
    ["a workflow's ok", error(200, '{"ok":true}'), { kind: "sent" }],
    ["a page that is not Slack", error(200, "<html>"), { kind: "failed" }],
    [
      "429 with Retry-After",
      { kind: "rate-limited", retryAfter: 7 },
      { kind: "rate-limited", retryAfterSeconds: 7 },
    ],
    [
      "429 without Retry-After",
      { kind: "rate-limited" },
      { kind: "rate-limited", retryAfterSeconds: 1 },
    ],
    [
      "429 with a Retry-After that is no number",
      { kind: "rate-limited", retryAfter: "soon" },
      { kind: "rate-limited", retryAfterSeconds: 1 },
    ],
    [
      "429 with an absurd Retry-After",
      { kind: "rate-limited", retryAfter: 999_999_999 },
      { kind: "rate-limited", retryAfterSeconds: 3600 },
    ],
    ["500", error(500, "rollup_error"), { kind: "failed", reason: /status 500, "rollup_error"/ }],
    ["503 with a page", error(503, "<html>"), { kind: "failed", reason: "status 503" }],
    ["invalid blocks", error(400, "invalid_blocks"), { kind: "invalid-message" }],
    ["invalid payload", error(400, "invalid_payload"), { kind: "invalid-message" }],
    ["no text", error(400, "no_text"), { kind: "invalid-message" }],
    ["too many attachments", error(400, "too_many_attachments"), { kind: "invalid-message" }],
    ["an unknown 400", error(400, "something_new"), { kind: "invalid-message" }],
    ["no user", error(400, "user_not_found"), { kind: "refused" }],
    ["the general channel", error(400, "posting_to_general_channel_denied"), { kind: "refused" }],
    ["prohibited", error(403, "action_prohibited"), { kind: "refused" }],
    ["a revoked token", error(403, "invalid_token"), { kind: "refused" }],
    ["no channel", error(404, "channel_not_found"), { kind: "refused" }],
    ["no service", error(404, "no_service"), { kind: "refused", reason: /"no_service": the web/ }],
    ["no service, as of old", error(404, "No service"), { kind: "refused", reason: /no_service/ }],
    ["no service id", error(404, "no_service_id"), { kind: "refused" }],
    ["no active hooks", error(404, "no_active_hooks"), { kind: "refused" }],
    ["no team", error(404, "no_team"), { kind: "refused" }],
    ["an archived channel", error(410, "channel_is_archived"), { kind: "refused" }],
    ["a disabled team, 403", error(403, "team_disabled"), { kind: "refused" }],
    ["a disabled team, 404", error(404, "team_disabled"), { kind: "refused" }],
    ["an unknown 404", error(404, "secret qS3cr3t"), { kind: "refused", reason: "status 404" }],
    ["a reset", { kind: "reset" }, { kind: "failed", reason: /^connection failed: [A-Z_]+$/ }],
    ["200 and a close half-way", { kind: "close-half-way" }, { kind: "sent" }],
    ["an endless body", { kind: "endless-body", status: 404 }, { kind: "refused" }],
    ["an endless 200", { kind: "endless-body", status: 200 }, { kind: "failed" }],
  ];
  test.each(cases)("%s", async (_, answer, expected) => {
    const outcome = await postTo(answer);
    const { reason, ...rest } = expected as { reason?: string | RegExp };
    expect(outcome).toMatchObject(rest);
    if (reason !== undefined)
      expect(outcome).toHaveProperty("reason", expect.stringMatching(reason));
    for (const secret of secrets) expect(JSON.stringify(outcome)).not.toContain(secret);
  });

  test.each<readonly [string, SlackAnswer, PostOutcome]>([
    ["no answer", { kind: "hang" }, { kind: "failed", reason: "no answer within 150 ms" }],
    [
      "a 200 whose body does not come",
      { kind: "slow-body", milliseconds: 60_000 },
      { kind: "sent" },
    ],
  ])("the timeout bounds the whole call: %s", async (_, answer, outcome) => {
    expect(await postTo(answer, 150)).toEqual(outcome);
  });

  test.each([0, -5, Number.NaN])("posts nothing where no time is left (%s ms)", async (timeout) => {
    expect(await postTo(ok, timeout)).toEqual({
      kind: "failed",
      reason: "no time was left to post",
    });
    expect(server?.requests).toEqual([]);
  });

  test("does not follow a redirect", async () => {
    const other = await startSlackServer();
    try {
      const outcome = await postTo({
        kind: "error",
        status: 307,
        body: "",
        headers: { location: other.webhookUrl },
      });
      expect(outcome).toMatchObject({ kind: "refused" });
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test("says that nobody listens, and not where", async () => {
    const gone = await startSlackServer();
    await gone.close();
    const outcome = await createSlackPoster({ webhookUrl: gone.webhookUrl }).post(message, 2_000);
    expect(outcome).toEqual({ kind: "failed", reason: "connection failed: ECONNREFUSED" });
  });

  test("sends the message as JSON, unfurls nothing, and takes a connection of its own", async () => {
    await postTo(ok);
    expect(server?.messages).toEqual([{ ...message, unfurl_links: false, unfurl_media: false }]);
    expect(server?.requests[0]?.method).toBe("POST");
    expect(server?.requests[0]?.headers).toMatchObject({
      "content-type": "application/json",
      connection: "close",
    });
  });

  test("leaves blocks out of a message that has none", async () => {
    server = await startSlackServer();
    const poster = createSlackPoster({ webhookUrl: server.webhookUrl });
    expect(await poster.post({ text: "only text", blocks: [] }, 5_000)).toEqual({ kind: "sent" });
    expect(server.messages).toEqual([
      { text: "only text", unfurl_links: false, unfurl_media: false },
    ]);
  });

  test("keeps concurrent posts apart", async () => {
    server = await startSlackServer({
      respond: ({ message: posted }) => ({
        kind: "rate-limited",
        retryAfter: Number((posted as { text: string }).text),
      }),
    });
    const poster = createSlackPoster({ webhookUrl: server.webhookUrl });
    const seconds = [3, 5, 8, 13];
    const outcomes = await Promise.all(
      seconds.map((n) => poster.post({ text: String(n), blocks: [] }, 5_000)),
    );
    expect(outcomes).toEqual(
      seconds.map((retryAfterSeconds) => ({ kind: "rate-limited", retryAfterSeconds })),
    );
  });
});

describe("createSlackPoster() and its secret", () => {
  test.each([
    ["no URL", "qS3cr3t"],
    ["plain http to elsewhere", "http://hooks.slack.com/services/T/B/qS3cr3t"],
    ["another scheme", "ftp://hooks.slack.com/services/T/B/qS3cr3t"],
    ["a password", "https://user:qS3cr3t@hooks.slack.com/services/T/B/x"],
  ])("refuses %s without quoting it", (_, webhookUrl) => {
    const attempt = (): unknown => createSlackPoster({ webhookUrl });
    expect(attempt).toThrow(/^Cannot use the Slack webhook: /);
    expect(attempt).not.toThrow(/qS3cr3t/);
  });

  test("takes a URL with a line break behind it", () => {
    expect(() =>
      createSlackPoster({ webhookUrl: "https://hooks.slack.com/services/T/B/x\n" }),
    ).not.toThrow();
  });

  test("does not show in an inspected poster", () => {
    const poster = createSlackPoster({
      webhookUrl: "https://hooks.slack.com/services/T/B/qS3cr3t",
    });
    expect(inspect(poster, { depth: 9, showHidden: true })).not.toContain("qS3cr3t");
  });
});
