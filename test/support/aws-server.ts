import type { IncomingMessage, ServerResponse } from "node:http";
import { type AwsAnswer, type AwsProtocol, sendAwsAnswer } from "./aws-answer.ts";
import { readBody, startLocalServer } from "./local-server.ts";

/** A request as a service sees it. */
export interface AwsRequest {
  /** The service's signing name: `cloudtrail`, `events`, `monitoring`. */
  readonly service: string;
  readonly region: string;
  /** `LookupEvents`; for the REST services the method and the path. */
  readonly operation: string;
  /** The JSON body, or the form's fields; empty for the REST services. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly accessKeyId: string;
}

export type AwsService = (request: AwsRequest) => AwsAnswer | Promise<AwsAnswer>;

export interface AwsServer {
  readonly url: string;
  /** What points an SDK or a child process at it, with credentials. */
  readonly environment: Readonly<Record<string, string>>;
  /** Every request, in order, whatever the answer was. */
  readonly requests: readonly AwsRequest[];
  close(): Promise<void>;
}

export interface AwsServerOptions {
  /** By signing name. A service that is not here refuses every call as denied. */
  readonly services: Readonly<Record<string, AwsService>>;
  /** Asked first, for the n-th request from 1: an answer instead of the service's own; null for none. */
  readonly fault?: (request: AwsRequest, n: number) => AwsAnswer | null;
}

const protocols: Readonly<Record<string, AwsProtocol>> = {
  cloudformation: "query",
  sts: "query",
  s3: "rest-xml",
  lambda: "rest-json",
};

/** Starts AWS on 127.0.0.1: every service behind one endpoint, told apart by what the request is signed for. */
export async function startAwsServer(options: AwsServerOptions): Promise<AwsServer> {
  const requests: AwsRequest[] = [];
  const { url, close } = await startLocalServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    requests.push(request);
    const refuse: AwsService = () => ({ kind: "error", status: 403, code: "AccessDenied" });
    const service = options.services[request.service] ?? refuse;
    const wanted = options.fault?.(request, requests.length) ?? (await service(request));
    sendAwsAnswer(wanted, protocols[request.service] ?? "json", incoming, response);
  }

  return {
    url,
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "AKIAEXAMPLETEST00001",
      AWS_SECRET_ACCESS_KEY: "not-a-secret",
      AWS_REGION: "eu-west-1",
    },
    requests,
    close,
  };
}

async function readRequest(incoming: IncomingMessage): Promise<AwsRequest> {
  const body = await readBody(incoming);
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  // "Credential=AKID/20260304/eu-west-1/cloudtrail/aws4_request" (Signature Version 4).
  const [, accessKeyId = "", region = "", service = ""] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(incoming.headers.authorization ?? "") ?? [];
  const target = String(incoming.headers["x-amz-target"] ?? "");
  const isForm = incoming.headers["content-type"]?.includes("form-urlencoded") === true;
  const form = isForm ? Object.fromEntries(new URLSearchParams(body.toString())) : null;
  return {
    service,
    region,
    accessKeyId,
    operation:
      form?.["Action"] ??
      (target === "" ? `${incoming.method ?? ""} ${url.pathname}` : target.replace(/^.*\./, "")),
    input: form ?? (target === "" ? {} : (JSON.parse(body.toString() || "{}") as object as never)),
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    body,
  };
}
