import { IncomingWebhook } from "@slack/webhook";
import type { FetchFunction } from "@slack/webhook";
import { interpretWebhookAnswer } from "./interpret-webhook-answer.ts";
import type { WebhookAnswer } from "./interpret-webhook-answer.ts";
import type { PostOutcome, SlackMessage, SlackPoster } from "./message.ts";
import { parseWebhookUrl } from "./parse-webhook-url.ts";

/** Slack's answers are a word; of anything longer only this much is read. */
const mostBodyBytes = 4096;
const mostTimeoutMilliseconds = 120_000;

export interface SlackPosterSettings {
  /** A secret: it is in no error, outcome or log. */
  readonly webhookUrl: string;
}

/** A poster to one webhook. Throws, without quoting it, where the URL cannot be a webhook's. */
export function createSlackPoster({ webhookUrl }: SlackPosterSettings): SlackPoster {
  const url = parseWebhookUrl(webhookUrl);
  return {
    async post(message, timeoutMilliseconds) {
      const timeout = Math.min(Math.floor(timeoutMilliseconds), mostTimeoutMilliseconds);
      if (!(timeout > 0)) return { kind: "failed", reason: "no time was left to post" };
      return await send(url, message, timeout);
    },
  };
}

async function send(url: string, message: SlackMessage, timeout: number): Promise<PostOutcome> {
  let answer: WebhookAnswer | undefined;
  // The webhook client hides `Retry-After`, so the answer is taken from under it.
  const webhook = new IncomingWebhook(url, {
    timeout,
    fetch: createCappedFetch((received) => (answer = received)),
  });
  try {
    await webhook.send({
      text: message.text,
      ...(message.blocks.length > 0 ? { blocks: [...message.blocks] } : {}),
      unfurl_links: false,
      unfurl_media: false,
    });
  } catch (error) {
    // Its text may hold the URL: only codes and names are taken from it.
    if (answer === undefined) return { kind: "failed", reason: describeFailure(error, timeout) };
  }
  return answer === undefined
    ? { kind: "failed", reason: "no answer" }
    : interpretWebhookAnswer(answer);
}

/** A fetch that follows no redirect, opens a connection of its own, and reads a bounded part of the body. */
function createCappedFetch(onAnswer: (answer: WebhookAnswer) => void): FetchFunction {
  return async (url, init) => {
    const response = await globalThis.fetch(url, {
      ...init,
      // A kept connection is dead after a Lambda was frozen, and a post is not repeated by itself.
      headers: { ...init?.headers, Connection: "close" },
      redirect: "manual",
    });
    const { ok, status, statusText, headers } = response;
    const { body, isWhole } = await readBeginning(response);
    onAnswer({ status, body, isWhole, retryAfter: headers.get("retry-after") });
    return {
      ok,
      status,
      statusText,
      url: "",
      headers,
      text: () => Promise.resolve(body),
      json: () => Promise.resolve(body),
      arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
    };
  };
}

/** What comes of a body before its bound, the timeout or a broken connection. */
async function readBeginning(response: Response): Promise<Pick<WebhookAnswer, "body" | "isWhole">> {
  if (response.body === null) return { body: "", isWhole: true };
  const decoder = new TextDecoder();
  let body = "";
  let bytes = 0;
  try {
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      body += decoder.decode(chunk, { stream: true });
      bytes += chunk.byteLength;
      if (bytes >= mostBodyBytes) break;
    }
    return { body, isWhole: true };
  } catch {
    // The status came: it says what Slack did, whatever broke after it.
    return { body, isWhole: false };
  }
}

const timeoutNames: readonly string[] = ["TimeoutError", "AbortError"];

function describeFailure(error: unknown, timeout: number): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; depth++) {
    if (timeoutNames.includes(cause.name)) return `no answer within ${timeout} ms`;
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
    // Node's codes are in capitals; the webhook client's own are not, and say less than their cause.
    if (/^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return `connection failed: ${code}`;
    cause = cause.cause;
  }
  return "connection failed";
}
