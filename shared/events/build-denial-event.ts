import type { Denial } from "../denial/denial.ts";
import { describeDenial } from "./describe-denial.ts";
import type { OutgoingEvent } from "./event-schema.ts";

/** What an event tells beside the denial itself. Times are epoch seconds. */
export interface DenialEventFacts {
  readonly denial: Denial;
  readonly count: number;
  readonly firstSeenSeconds: number;
}

type AlertKind = Extract<OutgoingEvent, { detailType: "Denial Alert Told" }>["detail"]["alertKind"];

/**
 * An alert that is to be told, or that was. `toldCount`, the count when the denial was told before, tells it from the
 * denial's other alerts: whatever is counted while it is raised and told changes neither its id nor that of a copy.
 */
export function buildAlertEvent(
  detailType: "Denial Alert Raised" | "Denial Alert Told",
  alertKind: AlertKind,
  facts: DenialEventFacts & { readonly toldCount: number },
): OutgoingEvent {
  const { firstSeenSeconds, toldCount } = facts;
  const id = idOf(detailType, facts, alertKind, `${firstSeenSeconds}-${toldCount}`);
  return { detailType, detail: { ...common(facts), id, alertKind } };
}

/** A denial met for the first time that a mute or the benign catalogue keeps quiet. */
export function buildHiddenEvent(
  hidden: { readonly status: "muted" | "benign"; readonly by: string },
  facts: DenialEventFacts,
): OutgoingEvent {
  const detailType = "Denial Hidden";
  const hiddenBy = hidden.status === "muted" ? "mute" : "benign";
  const id = idOf(detailType, facts, hidden.by);
  return { detailType, detail: { ...common(facts), id, hiddenBy, ruleId: hidden.by } };
}

/** A told denial that has not been seen for the quiet time. */
export function buildResolvedEvent(
  facts: DenialEventFacts & { readonly lastSeenSeconds: number },
): OutgoingEvent {
  const detailType = "Denial Resolved";
  const lastSeenAt = isoTime(facts.lastSeenSeconds);
  return {
    detailType,
    detail: { ...common(facts), id: idOf(detailType, facts, lastSeenAt), lastSeenAt },
  };
}

function common({ denial, count, firstSeenSeconds }: DenialEventFacts) {
  return {
    version: 1 as const,
    denial: describeDenial(denial),
    count,
    firstSeenAt: isoTime(firstSeenSeconds),
  };
}

function idOf(detailType: string, { denial }: DenialEventFacts, ...parts: string[]): string {
  return [denial.fingerprint, detailType.replaceAll(" ", "-").toLowerCase(), ...parts].join("/");
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
