/** An event as EventBridge hands it to a target ("Events in Amazon EventBridge", EventBridge User Guide). */
export interface EventEnvelope {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, UTC, whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What a PutEvents entry says of its event. */
export interface PutEvent {
  readonly id: string;
  readonly detailType: string;
  readonly source: string;
  readonly time: Date;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

const defaultAccount = "111122223333";
const defaultRegion = "us-east-1";

/**
 * The envelope. On AWS, account and Region are those of the event bus; here, where events of many stand in for
 * CloudTrail's delivery, they are the record's own.
 */
export function buildEventEnvelope(event: PutEvent): EventEnvelope {
  const { recipientAccountId, awsRegion } = event.detail;
  return {
    version: "0",
    id: event.id,
    "detail-type": event.detailType,
    source: event.source,
    account: isMatch(recipientAccountId, /^\d{12}$/) ? recipientAccountId : defaultAccount,
    time: event.time.toISOString().replace(/\.\d+Z$/, "Z"),
    region: isMatch(awsRegion, /^[a-z0-9-]{1,40}$/) ? awsRegion : defaultRegion,
    resources: event.resources,
    detail: event.detail,
  };
}

function isMatch(value: unknown, form: RegExp): value is string {
  return typeof value === "string" && form.test(value);
}
