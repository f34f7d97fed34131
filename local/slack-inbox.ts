import type { IncomingMessage, ServerResponse } from "node:http";
import { pageHeaders, type PageFiles } from "./inbox-page.ts";
import type { InboxMessage, InboxStore } from "./inbox-store.ts";
import type { Route } from "./local-server.ts";
import { readBody } from "./read-body.ts";
import { createServerSentEvents } from "./server-sent-events.ts";
import { parseWebhookPayload } from "./webhook-payload.ts";

export interface SlackInboxOptions {
  readonly store: InboxStore;
  readonly page: PageFiles;
  /** The path of its one webhook, hard to guess: no other web page may post here. */
  readonly webhookPath: string;
  /** Messages are posted to the real Slack, not here. */
  readonly isSlackElsewhere: boolean;
  /** What the empty page tells people to run. */
  readonly command: string;
  readonly log: (line: string) => void;
}

export interface SlackInbox {
  readonly handle: Route;
  /** Tells of each message once it is stored. */
  readonly onMessage: (listener: (message: InboxMessage) => void) => void;
  /** Tells the open pages that the history may have changed. */
  readonly tellHistoryChanged: () => void;
  /** Ends the open pages' streams. */
  readonly close: () => void;
}

const mostBodyBytes = 1_000_000;

/** The alerter as its own Slack: an incoming webhook that is as strict, and a page that shows what arrived. */
export function createSlackInbox(options: SlackInboxOptions): SlackInbox {
  const { store, page, webhookPath, isSlackElsewhere, command, log } = options;
  const streams = createServerSentEvents();
  const listeners: ((message: InboxMessage) => void)[] = [];

  return {
    async handle(request, response) {
      const path = (request.url ?? "").replace(/\?.*$/s, "");
      if (path.startsWith("/services/")) {
        await takePost(request, response, path);
        return true;
      }
      if (request.method !== "GET" && request.method !== "HEAD") return false;
      const file = page.get(path);
      if (file !== undefined) {
        response.writeHead(200, { ...pageHeaders, "content-type": file.contentType });
        response.end(request.method === "HEAD" ? undefined : file.content);
      } else if (path === "/inbox/messages") {
        response.writeHead(200, { ...pageHeaders, "content-type": "application/json" });
        response.end(JSON.stringify({ messages: store.list(), isSlackElsewhere, command }));
      } else if (path === "/inbox/stream") {
        streams.open(response);
      } else {
        return false;
      }
      return true;
    },
    onMessage: (listener) => {
      listeners.push(listener);
    },
    tellHistoryChanged: () => {
      streams.signal("history");
    },
    close: streams.close,
  };

  async function takePost(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> {
    if (path !== webhookPath) {
      answer(response, 404, "no_service");
      return;
    }
    if (request.method !== "POST") {
      answer(response, 405, "method_not_allowed");
      return;
    }
    const body = await readBody(request, mostBodyBytes);
    if (body === null) {
      response.setHeader("connection", "close");
      answer(response, 413, "invalid_payload");
      return;
    }
    const payload = parseWebhookPayload(body, request.headers["content-type"] ?? "");
    if (payload.kind === "refused") {
      log(`Refused a Slack message: ${payload.word}: ${payload.problem}`);
      answer(response, 400, payload.word);
      return;
    }
    const message = await store.add(payload.message, new Date());
    answer(response, 200, "ok");
    streams.send(message.id, message);
    for (const tell of listeners) tell(message);
  }
}

function answer(response: ServerResponse, status: number, word: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(word);
}
