import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { EventEnvelope } from "./event-envelope.ts";
import { mostRequestBytes, putEvents } from "./put-events.ts";
import type { Route } from "./local-server.ts";
import { readBody } from "./read-body.ts";

/** Room for the entries' JSON escapes; anything longer is over the limit in any case. */
const mostBodyBytes = 8 * mostRequestBytes;

/** What becomes of an event: done once it is taken for good. */
export type TakeEvent = (event: EventEnvelope) => Promise<void>;

/** Answers what an AWS SDK or CLI posts to this endpoint (the AWS JSON 1.1 protocol). */
export function createPutEventsEndpoint(take: TakeEvent, log: (line: string) => void): Route {
  return async (request, response) => {
    if (request.method !== "POST" || request.url !== "/") return false;
    await answer(request, response);
    return true;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.headers["x-amz-target"];
    if (target !== "AWSEvents.PutEvents") {
      log(`Refused the call "${String(target).slice(0, 80)}": only PutEvents is here`);
      sendError(response, 400, "UnknownOperationException", "Only AWSEvents.PutEvents is here.");
      return;
    }
    const body = await readBody(request, mostBodyBytes);
    if (body === null) {
      response.setHeader("connection", "close");
      sendError(response, 413, "RequestEntityTooLargeException", "Request size is over the limit.");
      return;
    }
    const taken = putEvents(body, new Date(), randomUUID);
    if (taken.kind === "refused") {
      log(`Refused a PutEvents call: ${taken.type}: ${taken.message}`);
      sendError(response, 400, taken.type, taken.message);
      return;
    }
    for (const result of taken.body.Entries) {
      if ("ErrorCode" in result) log(`Refused a PutEvents entry: ${result.ErrorMessage}`);
    }
    try {
      await Promise.all(taken.events.map(take));
    } catch (error) {
      log(`Cannot take events: ${error instanceof Error ? error.message : "unknown"}`);
      sendError(response, 500, "InternalException", "The events could not be stored.");
      return;
    }
    send(response, 200, taken.body);
  }
}

function sendError(response: ServerResponse, status: number, type: string, message: string): void {
  send(response, status, { __type: type, message });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, {
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-requestid": randomUUID(),
    })
    .end(JSON.stringify(body));
}
