/** What invoked the function: EventBridge with one event, or SQS with a batch of them. */
export type Invocation =
  | { readonly kind: "event"; readonly event: unknown }
  | {
      readonly kind: "batch";
      /** A body that is no JSON is passed on as its text, to be dropped as malformed. */
      readonly messages: readonly { readonly messageId: string; readonly event: unknown }[];
    };

/** Tells an SQS batch ("Using Lambda with Amazon SQS", Lambda Developer Guide) from an EventBridge event. Never throws. */
export function readInvocation(payload: unknown): Invocation {
  const records = isObject(payload) ? payload["Records"] : undefined;
  if (!Array.isArray(records) || !records.every(isSqsMessage)) {
    return { kind: "event", event: payload };
  }
  return {
    kind: "batch",
    messages: records.map(({ messageId, body }) => ({ messageId, event: parseBody(body) })),
  };
}

interface SqsMessage {
  readonly messageId: string;
  readonly body: string;
}

function isSqsMessage(record: unknown): record is SqsMessage {
  return (
    isObject(record) &&
    record["eventSource"] === "aws:sqs" &&
    typeof record["messageId"] === "string" &&
    typeof record["body"] === "string"
  );
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
