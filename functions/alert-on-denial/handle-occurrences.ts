import {
  type AlertDecision,
  type AlertThresholds,
  decideAlert,
} from "../../shared/delivery/decide-alert.ts";
import { deliverAlert } from "../../shared/delivery/deliver-alert.ts";
import type {
  DeliveryServices,
  DeliverySettings,
} from "../../shared/delivery/delivery-services.ts";
import type { Denial } from "../../shared/denial/denial.ts";
import type { Counted } from "../../shared/history/counted.ts";
import type { AlertKind, Predecessor } from "../../shared/history/known-denial.ts";
import type { Occurrences } from "../../shared/history/occurrence.ts";
import type { HiddenAlike } from "./split-by-hidden.ts";

/** What the settings decide, as of at most a minute ago. */
export interface AlertSettings extends DeliverySettings {
  readonly thresholds: AlertThresholds;
}

/** What a function has once a cold start: the settings are asked for by each invocation that needs them. */
export interface FunctionServices extends Omit<DeliveryServices, keyof DeliverySettings> {
  /** Rejects where the table cannot be read: nothing may be told that somebody muted. */
  readonly settings: () => Promise<AlertSettings>;
  /** Once a day the names of the organization's accounts; never rejects. */
  readonly refreshAccountNames: () => Promise<void>;
  /** Denywatch's own roles: a denial of theirs must never feed it. */
  readonly ownRoleArns: readonly string[];
}

/** What one invocation works with. */
export type AlertServices = FunctionServices & AlertSettings;

export type OccurrencesOutcome = {
  readonly kind: "duplicate" | "counted" | "hidden" | "told" | "pending";
  readonly fingerprint: string;
};

/**
 * Counts the occurrences of one fingerprint, which the same keeps quiet or nothing, and tells what is to be told. Throws
 * where the history cannot be written; what Slack does is an outcome.
 */
export async function handleOccurrences(
  { occurrences, hidden }: HiddenAlike,
  services: AlertServices,
  remainingMilliseconds: () => number,
): Promise<OccurrencesOutcome> {
  const { history, telemetry, now, thresholds } = services;
  const { fingerprint } = occurrences;
  const counted = await history.recordOccurrences(occurrences, hidden, now());
  countMetrics(occurrences.latest, counted, services);

  const { timesSeconds } = occurrences;
  const decision = decideAlert(counted, hidden !== null, timesSeconds, now(), thresholds);
  switch (decision.kind) {
    case "hide":
      if (counted.kind !== "duplicate") {
        telemetry.count(
          hidden?.status === "benign" ? "DenialsBenign" : "DenialsMuted",
          counted.added,
        );
      }
      if (counted.kind === "new" && hidden !== null) {
        const facts = firstFacts(occurrences, counted.added);
        services.events.add((build) => build.buildHiddenEvent(hidden, facts));
      }
      return { kind: "hidden", fingerprint };
    case "leave":
      return { kind: counted.kind === "duplicate" ? "duplicate" : "counted", fingerprint };
    case "tell-claimed":
    case "tell": {
      const lease = await claim(counted, decision, services);
      if (lease === null) return { kind: "counted", fingerprint };
      const alert = await claimedAlert(occurrences, counted, decision, lease, services);
      services.events.add((build) =>
        build.buildAlertEvent("Denial Alert Raised", alert.kind, alert),
      );
      const outcome = await deliverAlert(alert, services, remainingMilliseconds);
      telemetry.info("Handled a denial", {
        fingerprint,
        alert: decision.alert,
        outcome: outcome.kind,
        reason: outcome.kind === "pending" ? outcome.reason : null,
      });
      return { kind: outcome.kind, fingerprint };
    }
  }
}

function firstFacts({ latest, timesSeconds }: Occurrences, count: number) {
  return { denial: latest, count, firstSeenSeconds: timesSeconds[0] ?? 0 };
}

type Told = Extract<AlertDecision, { kind: "tell" | "tell-claimed" }>;

function quietDaysOf(decision: Told): number | null {
  return decision.kind === "tell" ? decision.quietDays : null;
}

/** The end of our lease; null where somebody else took the alert. */
async function claim(
  counted: Counted,
  decision: Told,
  { history, now, leaseMilliseconds }: AlertServices,
): Promise<number | null> {
  if (counted.kind === "new") return counted.leaseUntilMilliseconds;
  const leaseUntil = now().getTime() + leaseMilliseconds;
  const isClaimed = await history.claimAlert(
    counted.known,
    decision.alert,
    leaseUntil,
    quietDaysOf(decision),
  );
  return isClaimed ? leaseUntil : null;
}

async function claimedAlert(
  { latest, timesSeconds }: Occurrences,
  counted: Counted,
  decision: Told,
  leaseUntilMilliseconds: number,
  services: AlertServices,
): Promise<Parameters<typeof deliverAlert>[0]> {
  const before = counted.kind === "new" ? null : counted.known;
  return {
    kind: decision.alert,
    denial: latest,
    count: (before?.count ?? 0) + (counted.kind === "duplicate" ? 0 : counted.added),
    firstSeenSeconds: before?.firstSeenSeconds ?? timesSeconds[0] ?? 0,
    quietDays: quietDaysOf(decision),
    toldCount: before?.toldCount ?? 0,
    predecessor: await findPredecessor(latest, counted, decision.alert, services),
    leaseUntilMilliseconds,
    channels: services.channelsFor(latest, before?.pendingChannels ?? null),
  };
}

/** One that is told as new only now was counted by another process, or while it was hidden. */
async function findPredecessor(
  latest: Occurrences["latest"],
  counted: Counted,
  kind: AlertKind,
  { history, now }: AlertServices,
): Promise<Predecessor | null> {
  if (counted.kind === "new") return counted.predecessor;
  if (kind !== "new") return null;
  return await history.findPredecessor(latest, counted.known.firstSeenSeconds, now());
}

/** Metrics, and one log line that the dashboard ranks principals and actions by: as metrics they would have no bound. */
function countMetrics(latest: Denial, counted: Counted, { telemetry }: AlertServices): void {
  if (counted.kind !== "duplicate") {
    const { policyType } = latest.reason;
    telemetry.countPolicyType(policyType, counted.added);
    telemetry.info("Counted a denial", {
      fingerprint: latest.fingerprint,
      added: counted.added,
      account: latest.account,
      principal: latest.principal.key,
      action: latest.action.iamAction ?? latest.action.text,
      policyType,
    });
  }
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
