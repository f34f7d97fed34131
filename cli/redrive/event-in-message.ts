/**
 * The event in a dead-letter queue's message: EventBridge and SQS leave the event itself, Lambda a record of the
 * invocation with the event in it ("Capturing records of Lambda asynchronous invocations", Lambda Developer Guide).
 * Null where there is none.
 */
export function eventInMessage(body: string): object | null {
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof message !== "object" || message === null || Array.isArray(message)) return null;
  if (!("requestContext" in message) || !("requestPayload" in message)) return message;
  const { requestPayload } = message;
  return typeof requestPayload === "object" ? requestPayload : null;
}
