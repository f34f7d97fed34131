import { buildEventEnvelope, type EventEnvelope } from "../../local/event-envelope.ts";
import { isDenialRecord } from "../../shared/denial/is-denial-record.ts";
import type { CloudTrailRecord } from "../../shared/cloudtrail/record.ts";
import { readRecord } from "../../shared/cloudtrail/read-record.ts";
import { describeDelivery } from "../cloudtrail/describe-delivery.ts";
import { findInSource } from "../explain/find-in-source.ts";
import { recordOfFinding } from "../explain/record-of-finding.ts";
import type { Source } from "../explain/source.ts";

export interface CollectedEvents {
  /** The denials as EventBridge would have delivered them, oldest first. */
  readonly events: readonly EventEnvelope[];
  readonly records: number;
  /** What could not be read, for people. */
  readonly problems: readonly string[];
}

/** The denials of files, folders or standard input, in every shape that `explain` reads. Never throws for what it reads. */
export async function collectEvents(sources: readonly Source[]): Promise<CollectedEvents> {
  const events: EventEnvelope[] = [];
  const problems: string[] = [];
  let records = 0;
  for (const source of sources) {
    let positions = 0;
    for await (const batch of findInSource(source, false)) {
      positions = batch.positions;
      for (const finding of batch.findings) {
        const found = recordOfFinding(finding);
        if (found === null) continue;
        const event = typeof found === "string" ? found : readEvent(found.place, found.json);
        if (typeof event === "string") problems.push(event);
        else if (event !== null) events.push(event);
      }
    }
    records += positions;
  }
  return {
    events: events.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time)),
    records,
    problems,
  };
}

/** The event of a denial's record; null for no denial, and a text that says what is wrong. */
function readEvent(place: string, json: string): EventEnvelope | string | null {
  let detail: Readonly<Record<string, unknown>>;
  try {
    detail = JSON.parse(json) as typeof detail;
  } catch {
    return `${place}: it is no valid JSON`;
  }
  if (!isDenialRecord(detail as unknown as CloudTrailRecord)) return null;
  const reading = readRecord(detail);
  if (reading.kind === "malformed") return `${place}: ${reading.problem}`;
  return buildEventEnvelope({
    ...describeDelivery(detail),
    id: reading.record.eventID,
    time: new Date(reading.record.eventTime),
    resources: [],
    detail,
  });
}
