import { z } from "zod";
import { buildEventEnvelope, type EventEnvelope } from "./event-envelope.ts";
import {
  checkPutEventsEntry,
  type EntryError,
  measurePutEventsEntry,
  type PutEventsEntry,
  putEventsEntrySchema,
} from "./put-events-entry.ts";

/** The most bytes that the entries of one request may come to ("Amazon EventBridge quotas", EventBridge User Guide). */
export const mostRequestBytes = 1_048_576;
const mostEntries = 10;

export type PutEventsAnswer =
  | {
      readonly kind: "taken";
      /** The events to match, those for other event buses left out. */
      readonly events: readonly EventEnvelope[];
      readonly body: {
        readonly FailedEntryCount: number;
        readonly Entries: readonly ({ readonly EventId: string } | EntryError)[];
      };
    }
  | { readonly kind: "refused"; readonly type: string; readonly message: string };

const requestSchema = z.object({ Entries: z.array(putEventsEntrySchema).nullish() });

/**
 * EventBridge's PutEvents, up to where the event bus takes over: the request's JSON in, the answer and the events out.
 * One thing is allowed that AWS refuses a customer (NotAuthorizedForSourceException): a source that begins with
 * "aws.". This endpoint stands in for CloudTrail's own delivery, whose events have such sources.
 */
export function putEvents(body: string, now: Date, createId: () => string): PutEventsAnswer {
  const entries = parseEntries(body);
  if (entries === "malformed") {
    return refuse("SerializationException", "Could not parse request body into json.");
  }
  const problem = findProblem(entries);
  if (problem !== null || entries === null) return refuse("ValidationException", problem ?? "");

  const events: EventEnvelope[] = [];
  const results = entries.map((entry): { readonly EventId: string } | EntryError => {
    const checked = checkPutEventsEntry(entry);
    if (checked.kind === "refused") return checked.error;
    const id = createId();
    if (isDefaultBus(entry.EventBusName)) {
      const time = typeof entry.Time === "number" ? new Date(entry.Time * 1000) : now;
      events.push(buildEventEnvelope({ ...checked, id, time, resources: entry.Resources ?? [] }));
    }
    return { EventId: id };
  });
  const failed = results.filter((result) => "ErrorCode" in result).length;
  return { kind: "taken", events, body: { FailedEntryCount: failed, Entries: results } };
}

function parseEntries(body: string): readonly PutEventsEntry[] | null | "malformed" {
  try {
    const parsed = requestSchema.safeParse(JSON.parse(body));
    return parsed.success ? (parsed.data.Entries ?? null) : "malformed";
  } catch {
    return "malformed";
  }
}

function findProblem(entries: readonly PutEventsEntry[] | null): string | null {
  if (entries === null) return violates("null", "Member must not be null");
  if (entries.length === 0) {
    return violates("'[]'", "Member must have length greater than or equal to 1");
  }
  if (entries.length > mostEntries) {
    const value = "'[PutEventsRequestEntry]'";
    return violates(value, `Member must have length less than or equal to ${mostEntries}`);
  }
  const bytes = entries.reduce((sum, entry) => sum + measurePutEventsEntry(entry), 0);
  return bytes > mostRequestBytes
    ? "Total size of the entries in the request is over the limit."
    : null;
}

function violates(value: string, constraint: string): string {
  return `1 validation error detected: Value ${value} at 'entries' failed to satisfy constraint: ${constraint}`;
}

/** By name or by ARN; left out, it is the default one. Other buses have no rule here. */
function isDefaultBus(name: string | null | undefined): boolean {
  return !name || name === "default" || /^arn:aws[a-z-]*:events:.*:event-bus\/default$/.test(name);
}

function refuse(type: string, message: string): PutEventsAnswer {
  return { kind: "refused", type, message };
}
