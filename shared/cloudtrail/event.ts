import { readRecord, type RecordReading } from "./read-record.ts";

/** An event as EventBridge delivers it, with the account that it was delivered to. */
export type ParsedEvent =
  | (Extract<RecordReading, { kind: "record" }> & { readonly eventAccount: string })
  | Extract<RecordReading, { kind: "malformed" }>;

/** The envelope's fields that are texts ("AWS service events delivered via AWS CloudTrail", EventBridge User Guide). */
const envelopeTexts = ["id", "detail-type", "source", "account"] as const;

/** Reads an EventBridge event that carries a CloudTrail record. Never throws. */
export function parseCloudTrailEvent(event: unknown): ParsedEvent {
  if (typeof event !== "object" || event === null) return malformed("event: expected an object");
  const envelope = event as Readonly<Record<string, unknown>>;
  for (const name of envelopeTexts) {
    if (typeof envelope[name] !== "string") return malformed(`${name}: expected a text`);
  }
  const reading = readRecord(envelope["detail"]);
  if (reading.kind === "malformed") {
    const separator = reading.problem.includes(":") ? "." : ": ";
    return malformed(`detail${separator}${reading.problem}`);
  }
  return { ...reading, eventAccount: envelope["account"] as string };
}

function malformed(problem: string): ParsedEvent {
  return { kind: "malformed", problem };
}
