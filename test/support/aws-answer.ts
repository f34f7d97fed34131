import type { IncomingMessage, ServerResponse } from "node:http";
import { type NoAnswer, sendNoAnswer } from "./local-server.ts";

/** What a fake AWS service does with one request. */
export type AwsAnswer =
  | { readonly kind: "json"; readonly body: unknown; readonly headers?: Record<string, string> }
  | { readonly kind: "xml"; readonly body: string }
  | {
      readonly kind: "bytes";
      readonly body: Uint8Array;
      readonly headers?: Record<string, string>;
      readonly status?: number;
    }
  /** One of AWS's error answers, spelled as the service's protocol does. */
  | {
      readonly kind: "error";
      readonly status: number;
      readonly code: string;
      readonly message?: string;
    }
  | { readonly kind: NoAnswer }
  | { readonly kind: "slow"; readonly milliseconds: number; readonly answer: AwsAnswer };

/** How a service speaks ("AWS JSON 1.1", "AWS Query", "AWS REST-XML" and "AWS REST-JSON" protocols of Smithy). */
export type AwsProtocol = "json" | "query" | "rest-xml" | "rest-json";

export const throttled: AwsAnswer = {
  kind: "error",
  status: 400,
  code: "ThrottlingException",
  message: "Rate exceeded",
};

export const expiredToken: AwsAnswer = {
  kind: "error",
  status: 400,
  code: "ExpiredTokenException",
  message: "The security token included in the request is expired",
};

/** An access denial as IAM words it. */
export function denied(action: string): AwsAnswer {
  return {
    kind: "error",
    status: 400,
    code: "AccessDeniedException",
    message: `User: arn:aws:sts::210987654321:assumed-role/Operator/olga is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
  };
}

/** Sends an answer in the protocol's spelling. */
export function sendAwsAnswer(
  answer: AwsAnswer,
  protocol: AwsProtocol,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (answer.kind) {
    case "json":
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1", ...answer.headers });
      response.end(JSON.stringify(answer.body));
      return;
    case "xml":
      response.writeHead(200, { "content-type": "text/xml" }).end(answer.body);
      return;
    case "bytes":
      response.writeHead(answer.status ?? 200, {
        "content-length": String(answer.body.length),
        ...answer.headers,
      });
      response.end(request.method === "HEAD" ? undefined : answer.body);
      return;
    case "error":
      sendError(answer, protocol, response);
      return;
    case "hang":
    case "reset":
    case "cut":
      sendNoAnswer(answer.kind, request, response);
      return;
    case "slow": {
      const timer = setTimeout(() => {
        sendAwsAnswer(answer.answer, protocol, request, response);
      }, answer.milliseconds);
      response.on("close", () => {
        clearTimeout(timer);
      });
      return;
    }
  }
}

function sendError(
  { status, code, message = code }: Extract<AwsAnswer, { kind: "error" }>,
  protocol: AwsProtocol,
  response: ServerResponse,
): void {
  const requestId = "11111111-2222-3333-4444-555555555555";
  response.setHeader("x-amzn-requestid", requestId);
  if (protocol === "json" || protocol === "rest-json") {
    response.writeHead(status, {
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-errortype": code,
    });
    response.end(JSON.stringify({ __type: code, message, Message: message }));
    return;
  }
  const inner = `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`;
  const body =
    protocol === "rest-xml"
      ? `<Error>${inner}<RequestId>${requestId}</RequestId></Error>`
      : `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  response.writeHead(status, { "content-type": "text/xml" }).end(body);
}

/** Text as it stands in an element. */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
