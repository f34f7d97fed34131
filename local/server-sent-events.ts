import type { ServerResponse } from "node:http";

/** The open event streams of the inbox pages ("Server-sent events", HTML Standard). */
export interface ServerSentEvents {
  open(response: ServerResponse): void;
  send(id: number, data: unknown): void;
  /** Tells that something changed, without what. */
  signal(event: string): void;
  /** Ends every stream; pages reconnect by themselves. */
  readonly close: () => void;
}

export function createServerSentEvents(): ServerSentEvents {
  const streams = new Set<ServerResponse>();
  return {
    open(response) {
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
      });
      response.write("retry: 1000\n\n");
      streams.add(response);
      response.on("close", () => streams.delete(response));
    },
    send(id, data) {
      // JSON.stringify leaves no line break in it, so one data line holds it.
      for (const stream of streams) stream.write(`id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    signal(event) {
      for (const stream of streams) stream.write(`event: ${event}\ndata: {}\n\n`);
    },
    close() {
      for (const stream of streams) stream.end();
    },
  };
}
