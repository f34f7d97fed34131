import { Agent, createServer, request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the proxy does with one call. */
export type DynamoDbFault =
  | { readonly kind: "none" }
  /** Refused and not done, in the shape of AWS's JSON protocol. */
  | { readonly kind: "throttle"; readonly code: ThrottleCode }
  /** Status 500, not done. */
  | { readonly kind: "server-error" }
  /** The connection breaks before the call is passed on. */
  | { readonly kind: "drop-before" }
  /** The call is done, and the connection breaks in place of its answer. */
  | { readonly kind: "drop-after" }
  /** Done, and answered that much later. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The answer that the very same call had before, as from an index that is behind its table; done where there is none. */
  | { readonly kind: "stale" };

/** The throttling errors that are met on a table's calls ("Error handling with DynamoDB", DynamoDB Developer Guide). */
export type ThrottleCode = "ProvisionedThroughputExceededException" | "ThrottlingException";

export const noFault: DynamoDbFault = { kind: "none" };

/** One call as it arrived, a retry of the SDK's included. */
export interface DynamoDbCall {
  /** `UpdateItem`, `Query`, ... */
  readonly operation: string;
  /** Who calls, by the `callerHeader` of the request; empty without one. */
  readonly caller: string;
  readonly isWrite: boolean;
  /** Whether it reads an index, which is consistent only in the end. */
  readonly isIndexRead: boolean;
}

export interface FaultyDynamoDbProxy {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** A header by which callers that share the proxy are told apart. It goes no further. */
export const callerHeader = "x-fault-caller";

const writes = /^(Update|Put|Delete|BatchWrite|TransactWrite)/;

/** A proxy on 127.0.0.1 in front of a DynamoDB engine; `decide` says what goes wrong with each call. */
export async function startFaultyDynamoDbProxy(
  target: string,
  decide: (call: DynamoDbCall) => DynamoDbFault,
): Promise<FaultyDynamoDbProxy> {
  const agent = new Agent({ keepAlive: true });
  const answers = new Map<string, Answer>();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const operation = String(incoming.headers["x-amz-target"]).replace(/^.*\./, "");
      const caller = String(incoming.headers[callerHeader] ?? "");
      const body = Buffer.concat(chunks);
      const isIndexRead = operation === "Query" && body.includes('"IndexName"');
      const fault = decide({ operation, caller, isWrite: writes.test(operation), isIndexRead });
      const passage = { target, agent, incoming, body };
      if (!isIndexRead) {
        treat(fault, passage, response, () => undefined);
        return;
      }
      const call = body.toString();
      const before = fault.kind === "stale" ? answers.get(call) : undefined;
      if (before !== undefined) sendAnswer(before, response);
      else treat(fault, passage, response, (answer) => answers.set(call, answer));
    });
  });
  // A connection closed for being idle, on a busy machine, would be a fault that nobody planned.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answer {
  readonly message: IncomingMessage;
  readonly body: Buffer;
}

interface Passage {
  readonly target: string;
  readonly agent: Agent;
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
}

function treat(
  fault: DynamoDbFault,
  passage: Passage,
  response: ServerResponse,
  keep: (answer: Answer) => void,
): void {
  const { socket } = passage.incoming;
  switch (fault.kind) {
    case "throttle":
      answerError(response, 400, fault.code);
      return;
    case "server-error":
      answerError(response, 500, "InternalServerError");
      return;
    case "drop-before":
      socket.destroy();
      return;
    case "none":
    case "drop-after":
    case "delay":
    case "stale":
      passOn(passage, (answer) => {
        if (answer !== null) keep(answer);
        if (answer === null || fault.kind === "drop-after") {
          socket.destroy();
        } else if (fault.kind === "delay") {
          setTimeout(sendAnswer, fault.milliseconds, answer, response);
        } else {
          sendAnswer(answer, response);
        }
      });
  }
}

function sendAnswer({ message, body }: Answer, response: ServerResponse): void {
  response.writeHead(message.statusCode ?? 502, message.headers).end(body);
}

function answerError(response: ServerResponse, status: number, code: string): void {
  const body = JSON.stringify({
    __type: `com.amazonaws.dynamodb.v20120810#${code}`,
    message: "by the fault plan",
  });
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(body);
}

/** `done` gets null where the engine did not answer. */
function passOn(
  { target, agent, incoming, body }: Passage,
  done: (answer: Answer | null) => void,
): void {
  const { url = "/", method } = incoming;
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).filter(([name]) => name !== callerHeader),
  );
  const onward = request(new URL(url, target), { method, headers, agent }, (message) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => {
      done({ message, body: Buffer.concat(chunks) });
    });
    message.on("error", () => {
      done(null);
    });
  });
  onward.on("error", () => {
    done(null);
  });
  onward.end(body);
}
