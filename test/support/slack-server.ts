import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { readBody, sendNoAnswer, startLocalServer } from "./local-server.ts";

/** What the server does with one post. */
export type SlackAnswer =
  | { readonly kind: "ok" }
  /** HTTP 429; without seconds there is no `Retry-After`. */
  | { readonly kind: "rate-limited"; readonly retryAfter?: number | string }
  /** Any status and body, as Slack's documented errors: `error(404, "no_service")`. */
  | {
      readonly kind: "error";
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Reads the request and never answers; `isTaken`: Slack has the message all the same. */
  | { readonly kind: "hang"; readonly isTaken?: boolean }
  /** Resets the connection without an answer; the same. */
  | { readonly kind: "reset"; readonly isTaken?: boolean }
  /** Announces a body and closes in the middle of it. */
  | { readonly kind: "close-half-way" }
  /** Sends status 200 at once, and its body only after so many milliseconds. */
  | { readonly kind: "slow-body"; readonly milliseconds: number }
  /** Sends a body that never ends. */
  | { readonly kind: "endless-body"; readonly status: number };

export const ok: SlackAnswer = { kind: "ok" };

/** One of Slack's error answers. */
export function error(status: number, body: string): SlackAnswer {
  return { kind: "error", status, body };
}

/** A post as it arrived. */
export interface SlackRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; undefined where the body is none. */
  readonly message: unknown;
}

export interface SlackServer {
  /** A webhook URL of this server, with a secret-looking path as Slack's have. */
  readonly webhookUrl: string;
  /** Every post, in order, whatever the answer was. */
  readonly requests: readonly SlackRequest[];
  /** The messages that Slack has, whatever became of its answer. */
  readonly messages: readonly unknown[];
  close(): Promise<void>;
}

export interface SlackServerOptions {
  /** Decides the answer to the n-th post, counted from 1; `ok` where it is left out. */
  readonly respond?: (request: SlackRequest, n: number) => SlackAnswer | Promise<SlackAnswer>;
}

/** Whether Slack has the message, whatever becomes of its answer. */
export function isTaken(answer: SlackAnswer): boolean {
  switch (answer.kind) {
    case "ok":
    case "slow-body":
    case "close-half-way":
      return true;
    case "hang":
    case "reset":
      return answer.isTaken === true;
    case "rate-limited":
    case "error":
    case "endless-body":
      return false;
  }
}

/** Starts a Slack on 127.0.0.1 that answers by script. Close it, or the test process stays. */
export async function startSlackServer({
  respond = () => ok,
}: SlackServerOptions = {}): Promise<SlackServer> {
  const requests: SlackRequest[] = [];
  const messages: unknown[] = [];

  const { url, close } = await startLocalServer((incoming, response) => {
    void answer(incoming, response);
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    requests.push(request);
    const wanted = await respond(request, requests.length);
    if (isTaken(wanted)) messages.push(request.message);
    sendAnswer(wanted, incoming, response);
  }

  return {
    webhookUrl: `${url}/services/T0000TEST/B0000TEST/qS3cr3tqS3cr3tqS3cr3tqS3`,
    requests,
    messages,
    close,
  };
}

async function readRequest(incoming: IncomingMessage): Promise<SlackRequest> {
  const body = (await readBody(incoming)).toString();
  return {
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    headers: incoming.headers,
    message: parseJson(body),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sendAnswer(
  answer: SlackAnswer,
  incoming: IncomingMessage,
  response: ServerResponse,
): void {
  switch (answer.kind) {
    case "ok":
      response.writeHead(200, { "content-type": "text/html" }).end("ok");
      return;
    case "rate-limited":
      if (answer.retryAfter !== undefined) response.setHeader("retry-after", answer.retryAfter);
      response.writeHead(429).end("rate_limited");
      return;
    case "error":
      response.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    case "hang":
    case "reset":
      sendNoAnswer(answer.kind, incoming, response);
      return;
    case "close-half-way":
      sendNoAnswer("cut", incoming, response);
      return;
    case "slow-body": {
      response.writeHead(200).flushHeaders();
      const timer = setTimeout(() => response.end("ok"), answer.milliseconds);
      response.on("close", () => {
        clearTimeout(timer);
      });
      return;
    }
    case "endless-body":
      response.writeHead(answer.status);
      writeForever(response);
      return;
  }
}

function writeForever(response: ServerResponse): void {
  if (response.destroyed) return;
  response.write("x".repeat(16_384), () => setImmediate(writeForever, response));
}
