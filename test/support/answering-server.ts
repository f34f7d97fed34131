import { startLocalServer } from "./local-server.ts";

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
  const { url, close } = await startLocalServer((request, response) => {
    request.resume().on("end", () => {
      if (answer === "cut") request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  return {
    endpoint: url,
    answerWith(given) {
      answer = given;
    },
    close,
  };
}
