import type { Entry, JsonObject } from "./entry.ts";

/** Deeper than any real chain (SQS in SNS in EventBridge); bounds what hostile nesting costs. */
const deepest = 8;

/** Each wraps one record: as an object, or as its JSON text. EventBridge, LookupEvents, SNS, SQS, log exports. */
const wrapperFields = ["detail", "CloudTrailEvent", "record", "body", "Body", "Sns"] as const;
/** Each wraps a list of them: log files, LookupEvents, SQS and CloudWatch Logs answers. */
const listFields = ["Records", "Events", "Messages", "events", "logEvents"] as const;
/** A record has at least one of these; an EventBridge event has not. */
const recordFields = ["eventName", "eventSource", "eventVersion", "eventID", "userIdentity"];
const codeFields = ["errorCode", "ErrorCode", "Code", "code", "__type"] as const;
const messageFields = ["message", "errorMessage", "ErrorMessage", "Message"] as const;

/**
 * The records and messages that a JSON value holds, by its shape: a record, an envelope of one, a list of them, an
 * error. Nothing for a CloudTrail digest file. A string is read as JSON where it is some, else as a message.
 */
export function unwrapValue(value: unknown, depth = 0): readonly Entry[] {
  if (depth > deepest) return [unreadable("it is nested too deeply")];
  if (typeof value === "string") return [...unwrapText(value, null, depth)];
  if (Array.isArray(value)) return value.flatMap((element) => unwrapValue(element, depth + 1));
  if (!isObject(value)) return [unreadable("it is no record, event or error")];
  return unwrapObject(value, depth);
}

function unwrapObject(value: JsonObject, depth: number): readonly Entry[] {
  if (recordFields.some((field) => field in value)) return [{ kind: "record", record: value }];
  for (const field of listFields) {
    if (Array.isArray(value[field])) return unwrapValue(value[field], depth + 1);
  }
  if ("digestStartTime" in value && "logFiles" in value) return [];
  if (firstText(value, codeFields) !== null && firstText(value, messageFields) !== null) {
    return unwrapError(value, depth);
  }
  for (const field of wrapperFields) {
    const inner = value[field];
    if (typeof inner === "string") return unwrapValue(inner, depth + 1);
    if (isObject(inner)) return unwrapWrapped(inner, value, depth);
  }
  return unwrapError(value, depth);
}

/** An EventBridge event of another kind is an event that is no denial, not a broken record. */
function unwrapWrapped(inner: JsonObject, wrapper: JsonObject, depth: number): readonly Entry[] {
  const entries = unwrapValue(inner, depth + 1);
  const isEvent = typeof wrapper["detail-type"] === "string";
  return isEvent && entries.every(({ kind }) => kind === "unreadable")
    ? [{ kind: "other" }]
    : entries;
}

/** `{"errorCode", "message"}`, and an SDK's `{"Error": {"Code", "Message"}}`. */
function unwrapError(value: JsonObject, depth: number): readonly Entry[] {
  if (isObject(value["Error"])) return unwrapError(value["Error"], depth + 1);
  const errorCode = firstText(value, codeFields);
  const message = firstText(value, messageFields);
  if (message !== null) return unwrapText(message, errorCode, depth);
  if (errorCode !== null) return [{ kind: "message", message: "", errorCode }];
  return [unreadable("it is no record, event or error")];
}

/** A message that is itself a record's JSON (SNS, CloudWatch Logs) is that record. */
function unwrapText(text: string, errorCode: string | null, depth: number): readonly Entry[] {
  const asMessage: Entry = { kind: "message", message: text.trim(), errorCode };
  if (errorCode !== null || !/^\s*[{[]/.test(text)) return [asMessage];
  const parsed = parseJson(text);
  if (parsed === undefined) return [asMessage];
  const entries = unwrapValue(parsed, depth + 1);
  return entries.some(({ kind }) => kind === "unreadable") ? [asMessage] : entries;
}

function firstText(value: JsonObject, fields: readonly string[]): string | null {
  for (const field of fields) {
    const text = value[field];
    if (typeof text === "string") return text;
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unreadable(reason: string): Entry {
  return { kind: "unreadable", reason };
}
