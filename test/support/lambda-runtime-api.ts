import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a function posted as its error, as the runtime API documents it. */
export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
}

export type InvocationResult =
  | { readonly kind: "response"; readonly body: unknown }
  | { readonly kind: "error"; readonly error: RuntimeError };

export interface LambdaRuntimeApi {
  /** `host:port`, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** Resolves when a runtime first asks for an event: its cold start is over. */
  readonly started: Promise<void>;
  /** Resolves when a runtime reports that it could not start. */
  readonly initError: Promise<RuntimeError>;
  /** Hands an event to the runtime and waits for what it makes of it. One at a time, as Lambda does. */
  invoke(event: unknown, timeoutMilliseconds?: number): Promise<InvocationResult>;
  close(): Promise<void>;
}

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly timeoutMilliseconds: number;
  readonly settle: (result: InvocationResult) => void;
}

const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:denywatch";
const root = "/2018-06-01/runtime";

/** Lambda's runtime API, version 2018-06-01 ("Using the Lambda runtime API", AWS Lambda Developer Guide). */
export async function startLambdaRuntimeApi(): Promise<LambdaRuntimeApi> {
  const started = Promise.withResolvers<undefined>();
  const initError = Promise.withResolvers<RuntimeError>();
  const waiting: Invocation[] = [];
  const running = new Map<string, Invocation>();
  let poll: ServerResponse | null = null;

  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = `${request.method ?? ""} ${request.url ?? ""}`;
    if (call === `GET ${root}/invocation/next`) {
      started.resolve(undefined);
      poll = response;
      handOver();
      return;
    }
    const body = await readBody(request);
    if (call === `POST ${root}/init/error`) {
      initError.resolve(JSON.parse(body) as RuntimeError);
      response.writeHead(202).end('{"status":"OK"}');
      return;
    }
    const [, id = "", kind] = /^POST .*\/invocation\/([^/]+)\/(response|error)$/.exec(call) ?? [];
    const invocation = running.get(id);
    if (invocation === undefined) {
      response.writeHead(403).end('{"errorType":"InvalidRequestID"}');
      return;
    }
    running.delete(id);
    response.writeHead(202).end('{"status":"OK"}');
    invocation.settle(
      kind === "error"
        ? { kind, error: JSON.parse(body) as RuntimeError }
        : { kind: "response", body: JSON.parse(body) },
    );
  }

  function handOver(): void {
    if (poll === null) return;
    const invocation = waiting.shift();
    if (invocation === undefined) return;
    running.set(invocation.id, invocation);
    poll
      .writeHead(200, {
        "Content-Type": "application/json",
        "Lambda-Runtime-Aws-Request-Id": invocation.id,
        "Lambda-Runtime-Deadline-Ms": String(Date.now() + invocation.timeoutMilliseconds),
        "Lambda-Runtime-Invoked-Function-Arn": functionArn,
        "Lambda-Runtime-Trace-Id": "Root=1-00000000-000000000000000000000000;Sampled=0",
      })
      .end(JSON.stringify(invocation.event));
    poll = null;
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    started: started.promise,
    initError: initError.promise,
    invoke: (event, timeoutMilliseconds = 30_000) =>
      new Promise((settle) => {
        waiting.push({ id: randomUUID(), event, timeoutMilliseconds, settle });
        handOver();
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
