import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

export interface LocalServer {
  readonly url: string;
  /** Ends what is being answered too, and what hangs. */
  readonly close: () => Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1. Close it, or the test process stays. */
export async function startLocalServer(answer: RequestListener): Promise<LocalServer> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What a service does when it does not answer: it never does, resets the connection, or breaks off in the body. */
export type NoAnswer = "hang" | "reset" | "cut";

/** Does not answer. */
export function sendNoAnswer(
  how: NoAnswer,
  incoming: IncomingMessage,
  response: ServerResponse,
): void {
  switch (how) {
    case "hang":
      return;
    case "reset":
      incoming.socket.resetAndDestroy();
      return;
    case "cut":
      response.writeHead(200, { "content-length": 1000 }).write("{", () => {
        incoming.socket.destroy();
      });
      return;
  }
}

/** All of a request's body. */
export async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
