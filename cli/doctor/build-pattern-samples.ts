import { buildEventEnvelope, type EventEnvelope } from "../../local/event-envelope.ts";
import { buildSampleEvents } from "../../local/sample-denials.ts";

/** A denial for each spelling of the error code and each kind of event, as EventBridge would bring it. */
export function buildPatternSamples(now: Date, createId: () => string): readonly EventEnvelope[] {
  const denials = buildSampleEvents(now, createId).filter(({ kind }) => kind === "denial");
  const byForm = new Map(
    denials
      .toReversed()
      .map((event) => [`${event.detailType} ${String(event.record["errorCode"])}`, event] as const),
  );
  return [...byForm.values()].map(({ source, detailType, time, record }) =>
    buildEventEnvelope({
      id: createId(),
      source,
      detailType,
      time,
      resources: [],
      detail: record,
    }),
  );
}
