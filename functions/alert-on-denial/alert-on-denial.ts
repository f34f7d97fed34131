import { type ParsedEvent, parseCloudTrailEvent } from "../../shared/cloudtrail/event.ts";
import type { CloudTrailRecord } from "../../shared/cloudtrail/record.ts";
import { type AlertThresholds, decideAlert } from "../../shared/delivery/decide-alert.ts";
import { type DeliveryOutcome, deliverAlert } from "../../shared/delivery/deliver-alert.ts";
import type { DeliveryServices } from "../../shared/delivery/delivery-services.ts";
import { findMute, type Mute } from "../../shared/delivery/mute.ts";
import { explainRecord } from "../../shared/denial/explain-record.ts";
import { isDenialRecord } from "../../shared/denial/is-denial-record.ts";
import type { Counted } from "../../shared/history/count-occurrences.client.ts";
import type { AlertKind } from "../../shared/history/known-denial.ts";
import {
  groupOccurrences,
  isRecorded,
  type Occurrences,
  type RecordedDenial,
} from "../../shared/history/occurrence.ts";

export interface AlertServices extends DeliveryServices {
  /** The mutes in force, as of at most a minute ago. */
  readonly mutes: () => Promise<readonly Mute[]>;
  readonly thresholds: AlertThresholds;
  /** Denywatch's own roles: a denial of theirs must never feed it. */
  readonly ownRoleArns: readonly string[];
}

/** What became of one event, or of all events of one fingerprint. */
export type AlertOutcome =
  | { readonly kind: "malformed" }
  | { readonly kind: "no-denial" }
  | { readonly kind: "own-denial" }
  | { readonly kind: "duplicate" | "counted" | "hidden"; readonly fingerprint: string }
  | { readonly kind: "told" | "pending"; readonly fingerprint: string };

/**
 * The main job: events in, denials counted, what is new told. Throws where the history cannot be written, so that the
 * events come back; what Slack does is an outcome.
 */
export async function alertOnDenial(
  events: readonly unknown[],
  services: AlertServices,
  remainingMilliseconds: () => number,
): Promise<readonly AlertOutcome[]> {
  const outcomes: AlertOutcome[] = [];
  const denials: RecordedDenial[] = [];
  for (const event of events) {
    const sorted = sortOut(parseCloudTrailEvent(event), services);
    if (sorted.kind === "denial") denials.push(sorted.denial);
    else outcomes.push(sorted);
  }
  for (const occurrences of groupOccurrences(denials)) {
    outcomes.push(await handleOccurrences(occurrences, services, remainingMilliseconds));
  }
  return outcomes;
}

function sortOut(
  parsed: ParsedEvent,
  { telemetry, ownRoleArns }: AlertServices,
): AlertOutcome | { readonly kind: "denial"; readonly denial: RecordedDenial } {
  if (parsed.kind === "malformed") {
    telemetry.count("EventsMalformed");
    telemetry.warn("Ignored an event that is no CloudTrail record", { problem: parsed.problem });
    return { kind: "malformed" };
  }
  if (isOwn(parsed.record, ownRoleArns)) {
    telemetry.count("OwnDenials");
    return { kind: "own-denial" };
  }
  if (!isDenialRecord(parsed.record)) {
    telemetry.count("EventsIgnored");
    return { kind: "no-denial" };
  }
  const denial = explainRecord(parsed.record);
  telemetry.count("DenialsSeen");
  // A record that parsed has an id and a time; the check is what tells the type so.
  return isRecorded(denial) ? { kind: "denial", denial } : { kind: "malformed" };
}

function isOwn({ userIdentity }: CloudTrailRecord, ownRoleArns: readonly string[]): boolean {
  const issuer = userIdentity.sessionContext?.sessionIssuer?.arn;
  return issuer !== undefined && ownRoleArns.includes(issuer);
}

async function handleOccurrences(
  occurrences: Occurrences,
  services: AlertServices,
  remainingMilliseconds: () => number,
): Promise<AlertOutcome> {
  const { history, telemetry, now, thresholds } = services;
  const { fingerprint, latest } = occurrences;
  const mute = findMute(await services.mutes(), latest, now());
  const hidden = mute === null ? null : ({ status: "muted", by: mute.id } as const);

  const counted = await history.recordOccurrences(occurrences, hidden, now());
  countMetrics(counted, services);

  const lastSeconds = occurrences.timesSeconds.at(-1) ?? 0;
  const decision = decideAlert(counted, hidden !== null, lastSeconds, now(), thresholds);
  switch (decision.kind) {
    case "hide":
      telemetry.count("DenialsHidden", occurrences.dedupeIds.length);
      return { kind: "hidden", fingerprint };
    case "leave":
      return { kind: counted.kind === "duplicate" ? "duplicate" : "counted", fingerprint };
    case "tell-claimed":
    case "tell": {
      const lease = await claim(counted, decision.alert, services);
      if (lease === null) return { kind: "counted", fingerprint };
      const outcome = await tell(occurrences, counted, decision.alert, lease);
      telemetry.info("Handled a denial", {
        fingerprint,
        alert: decision.alert,
        outcome: outcome.kind,
      });
      return { kind: outcome.kind, fingerprint };
    }
  }

  async function tell(
    { latest: denial, timesSeconds }: Occurrences,
    found: Counted,
    kind: AlertKind,
    leaseUntilMilliseconds: number,
  ): Promise<DeliveryOutcome> {
    const before = found.kind === "new" ? null : found.known;
    return await deliverAlert(
      {
        kind,
        denial,
        count: (before?.count ?? 0) + (found.kind === "duplicate" ? 0 : found.added),
        firstSeenSeconds: before?.firstSeenSeconds ?? timesSeconds[0] ?? 0,
        seenBeforeSeconds: before?.lastSeenSeconds ?? null,
        toldCount: before?.toldCount ?? 0,
        leaseUntilMilliseconds,
        channels: before?.pendingChannels ?? services.channelsFor(denial),
      },
      services,
      remainingMilliseconds,
    );
  }
}

/** The end of our lease; null where somebody else took the alert. */
async function claim(
  counted: Counted,
  kind: AlertKind,
  { history, now, leaseMilliseconds }: AlertServices,
): Promise<number | null> {
  if (counted.kind === "new") return counted.leaseUntilMilliseconds;
  const leaseUntil = now().getTime() + leaseMilliseconds;
  return (await history.claimAlert(counted.known, kind, leaseUntil)) ? leaseUntil : null;
}

function countMetrics(counted: Counted, { telemetry }: AlertServices): void {
  switch (counted.kind) {
    case "new":
      telemetry.count("DenialsNew");
      if (counted.added > 1) telemetry.count("DenialsRepeated", counted.added - 1);
      break;
    case "repeat":
      telemetry.count("DenialsRepeated", counted.added);
      break;
    case "duplicate":
      telemetry.count("DuplicatesIgnored");
      break;
  }
}
