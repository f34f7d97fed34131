import type { HistoryEntry } from "./known-denial.ts";
import type { RecordedDenial } from "./occurrence.ts";

/**
 * The denial as an alert shows it that is told later than it was raised: as first seen where it is new, else with when,
 * where and in whose session it was met last, as far as a sample was kept of that.
 */
export function newestDenial({ alertKind, sample, samples }: HistoryEntry): RecordedDenial {
  const newest = samples.at(-1);
  if (alertKind === "new" || newest === undefined) return sample;
  const { eventId, seconds, region, sourceIpAddress, userAgent, sessionName, person } = newest;
  if (seconds * 1000 <= Date.parse(sample.occurredAt)) return sample;
  return {
    ...sample,
    eventId,
    occurredAt: new Date(seconds * 1000).toISOString(),
    region,
    sourceIpAddress,
    userAgent,
    principal: { ...sample.principal, sessionName, person },
  };
}
