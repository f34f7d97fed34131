import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createWebhookPoster } from "../../functions/create-webhook-poster.ts";
import { createWebhookParameters } from "../../shared/config/webhook-parameter.client.ts";
import type { SlackPoster } from "../../shared/slack/message.ts";
import { error, ok, type SlackServer, startSlackServer } from "../support/slack-server.ts";
import { type SsmServer, startSsmServer } from "../support/ssm-server.ts";

const message = { text: "denied", blocks: [] };
const now = () => new Date("2026-03-04T05:06:07Z");

describe("createWebhookPoster() over the parameters", () => {
  let parameters: Record<string, string>;
  let ssm: SsmServer;
  let slack: SlackServer;
  let poster: SlackPoster;
  let gone: string[];
  beforeEach(async () => {
    parameters = {};
    gone = [];
    ssm = await startSsmServer(parameters);
    slack = await startSlackServer({
      respond: ({ path }) =>
        gone.some((name) => path.endsWith(name)) ? error(404, "no_service") : ok,
    });
    vi.stubEnv("AWS_REGION", "eu-west-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
    vi.stubEnv("AWS_ENDPOINT_URL_SSM", ssm.endpoint);
    const webhookUrl = createWebhookParameters("/d/hook");
    poster = createWebhookPoster((isRefused) => webhookUrl("default", "", isRefused), now);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await slack.close();
    await ssm.close();
  });
  const post = () => poster.post(message, 5_000);
  const paths = () => slack.requests.map(({ path }) => path.split("/").at(-1));

  it("posts at once to what took the place of one that is refused, within the five minutes too", async () => {
    parameters["/d/hook"] = `${slack.webhookUrl}/old`;
    expect(await post()).toEqual({ kind: "sent" });
    parameters["/d/hook"] = `${slack.webhookUrl}/new`;
    // As long as it works it is kept.
    expect(await post()).toEqual({ kind: "sent" });
    gone = ["/old"];
    expect(await post()).toEqual({ kind: "sent" });
    expect(await post()).toEqual({ kind: "sent" });
    expect(paths()).toEqual(["old", "old", "old", "new", "new"]);
    expect(ssm.reads).toHaveLength(2);
  });

  it("posts once where the parameter still holds what is refused", async () => {
    parameters["/d/hook"] = `${slack.webhookUrl}/old`;
    gone = ["/old"];
    expect(await post()).toMatchObject({ kind: "refused" });
    expect(paths()).toEqual(["old"]);
  });

  it.each([
    ["there is no parameter", undefined, 'there is no parameter "/d/hook"'],
    ["the parameter holds no URL", "s3cr3t", 'the parameter "/d/hook" holds no URL'],
    ["its URL is not encrypted", "http://s3cr3t.example/x", 'must start with "https://"'],
    ["its URL holds a password", "https://u:s3cr3t@hooks.example/x", "no user name or password"],
  ])("is refused where %s, until there is one", async (_name, value, reason) => {
    if (value !== undefined) parameters["/d/hook"] = value;
    const outcome = await post();
    expect(outcome).toEqual({ kind: "refused", reason: expect.stringContaining(reason) as string });
    expect(JSON.stringify(outcome)).not.toContain("s3cr3t");
    expect(slack.requests).toHaveLength(0);
    parameters["/d/hook"] = slack.webhookUrl;
    expect(await post()).toEqual({ kind: "sent" });
  });

  it("fails where the parameters cannot be read, and names the kind of error only", async () => {
    await ssm.close();
    const closed = ssm;
    ssm = await startSsmServer(parameters);
    vi.stubEnv("AWS_ENDPOINT_URL_SSM", closed.endpoint);
    vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
    const outcome = await post();
    expect(outcome).toMatchObject({ kind: "failed" });
    expect(JSON.stringify(outcome)).toContain(
      'Cannot read the Slack webhook from the parameter \\"/d/hook\\": ',
    );
  });
});
