import {
  buildAlertEvent,
  buildHiddenEvent,
  buildResolvedEvent,
} from "../../../shared/events/build-denial-event.ts";
import { buildBurstEvent } from "../../../shared/events/build-burst-event.ts";
import type { Denial } from "../../../shared/denial/denial.ts";
import type { OutgoingEvent } from "../../../shared/events/event-schema.ts";

/** One event of each detail-type about a denial. */
export function sampleEvents(denial: Denial): readonly OutgoingEvent[] {
  const facts = { denial, count: 12, toldCount: 0, firstSeenSeconds: 1_772_600_000 };
  const burst = { since: 1_772_600_000_000, named: 6 };
  return [
    buildAlertEvent("Denial Alert Raised", "new", facts),
    buildAlertEvent("Denial Alert Told", "grown", facts),
    buildHiddenEvent({ status: "muted", by: "license-scanner" }, facts),
    buildHiddenEvent({ status: "benign", by: "config-recorder" }, facts),
    buildResolvedEvent({ ...facts, lastSeenSeconds: 1_772_900_000 }),
    buildBurstEvent("Denial Burst Opened", "default", denial, burst),
    buildBurstEvent("Denial Burst Closed", "default", denial, burst),
  ];
}
