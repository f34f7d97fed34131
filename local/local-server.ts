import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isFromThisMachine } from "./is-from-this-machine.ts";

/** Answers a request that is for it; false for any other. */
export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** An HTTP server that asks its routes in turn; `routes` are null until the alerter is ready. Does not listen yet. */
export function createLocalServer(
  routes: () => readonly Route[] | null,
  log: (line: string) => void,
): Server {
  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`Cannot answer a request: ${error instanceof Error ? error.message : "unknown"}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isFromThisMachine(request)) {
      refuse(response, 403, 'Only "localhost" and "127.0.0.1" are answered here.');
      return;
    }
    const ready = routes();
    if (ready === null) {
      refuse(response, 503, "The alerter is starting or stopping.");
      return;
    }
    for (const route of ready) {
      if (await route(request, response)) return;
    }
    refuse(response, 404, "Nothing is here.");
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}
