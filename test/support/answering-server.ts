import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a server answers: a status with headers and a body, or nothing at all, with the connection cut. */
export type Answer =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | "cut";

export interface AnsweringServer {
  readonly endpoint: string;
  /** What every request gets from now on. */
  answerWith(answer: Answer): void;
  close(): Promise<void>;
}

/** A server that gives one answer to whatever it is asked. */
export async function startAnsweringServer(): Promise<AnsweringServer> {
  let answer: Answer = { status: 500 };
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      if (answer === "cut") request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith(given) {
      answer = given;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
