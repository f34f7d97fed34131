import { readRecord, type RecordReading } from "./read-record.ts";

/** What an event's envelope says of where it is from. Buses that forward an event leave it as it is. */
export interface EventSender {
  readonly source: string;
  readonly detailType: string;
  /** 12 digits. */
  readonly account: string;
}

/** An event as EventBridge delivers it. */
export type ParsedEvent =
  | (Extract<RecordReading, { kind: "record" }> & { readonly sender: EventSender })
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
  const sender: EventSender = {
    source: envelope["source"] as string,
    detailType: envelope["detail-type"] as string,
    account: envelope["account"] as string,
  };
  // A record that does not say whose trail it is from is from the account that the event is from.
  const recipientAccountId = reading.record.recipientAccountId ?? sender.account;
  return { kind: "record", record: { ...reading.record, recipientAccountId }, sender };
}

function malformed(problem: string): ParsedEvent {
  return { kind: "malformed", problem };
}
