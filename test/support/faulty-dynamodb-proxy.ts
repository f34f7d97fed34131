import { type AddressInfo, createServer, type Socket } from "node:net";
import { createEngineConnections, type EngineConnections } from "./engine-connections.ts";
import { type HttpMessage, readHeader, splitHttpMessages } from "./split-http-messages.ts";

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
  /** As these two, but the connection stays, and nothing ever comes. */
  | { readonly kind: "hang-before" }
  | { readonly kind: "hang-after" }
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

/** A header by which callers that share the proxy are told apart. */
export const callerHeader = "x-fault-caller";

const writes = /^(Update|Put|Delete|BatchWrite|TransactWrite)/;

/**
 * A proxy on 127.0.0.1 in front of a DynamoDB engine; `decide` says what goes wrong with each call. It passes on the
 * bytes that it gets: an HTTP server and a client in its place would take more of the processor than all that is tested.
 */
export async function startFaultyDynamoDbProxy(
  target: string,
  decide: (call: DynamoDbCall) => DynamoDbFault,
): Promise<FaultyDynamoDbProxy> {
  const engine = createEngineConnections(target);
  const answers = new Map<string, Buffer>();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    socket.on(
      "data",
      splitHttpMessages((request) => {
        const call = readCall(request);
        const fault = decide(call);
        if (!call.isIndexRead) {
          void treat(fault, request, engine, socket);
          return;
        }
        // Of one who calls about the same table later, it is another answer.
        const text = `${call.caller.replace(/\/.*$/, "")} ${request.body.toString()}`;
        const before = fault.kind === "stale" ? answers.get(text) : undefined;
        if (before !== undefined) socket.write(before);
        else void treat(fault, request, engine, socket, (answer) => answers.set(text, answer));
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      engine.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readCall({ head, body }: HttpMessage): DynamoDbCall {
  const operation = (readHeader(head, "x-amz-target") ?? "").replace(/^.*\./, "");
  return {
    operation,
    caller: readHeader(head, callerHeader) ?? "",
    isWrite: writes.test(operation),
    isIndexRead: operation === "Query" && body.includes('"IndexName"'),
  };
}

async function treat(
  fault: DynamoDbFault,
  { bytes }: HttpMessage,
  engine: EngineConnections,
  socket: Socket,
  keep: (answer: Buffer) => void = () => undefined,
): Promise<void> {
  switch (fault.kind) {
    case "throttle":
      socket.write(errorAnswer(400, fault.code));
      return;
    case "server-error":
      socket.write(errorAnswer(500, "InternalServerError"));
      return;
    case "drop-before":
      socket.destroy();
      return;
    case "hang-before":
      return;
    case "none":
    case "drop-after":
    case "hang-after":
    case "delay":
    case "stale": {
      const answer = await engine.ask(bytes);
      if (answer !== null) keep(answer);
      if (answer === null || fault.kind === "drop-after") socket.destroy();
      else if (fault.kind === "hang-after") return;
      else if (fault.kind === "delay") setTimeout(() => socket.write(answer), fault.milliseconds);
      else socket.write(answer);
    }
  }
}

function errorAnswer(status: number, code: string): string {
  const body = JSON.stringify({
    __type: `com.amazonaws.dynamodb.v20120810#${code}`,
    message: "by the fault plan",
  });
  const headers = `content-type: application/x-amz-json-1.0\r\ncontent-length: ${body.length}`;
  return `HTTP/1.1 ${status} By the fault plan\r\n${headers}\r\n\r\n${body}`;
}
