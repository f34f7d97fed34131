import type { Denial, Principal } from "../denial/denial.ts";
import type { DenyType, PolicyType } from "../denial/reason.ts";

export const digestPeriods = ["daily", "weekly"] as const;
export type DigestPeriod = (typeof digestPeriods)[number];

/** The first of a list, and how many it has in all. */
export interface Bounded<T> {
  readonly shown: readonly T[];
  readonly total: number;
}

/** One denial in a digest. Times are ISO 8601, UTC. */
export interface DigestRow {
  readonly denial: Denial;
  readonly accountName: string | null;
  /** Occurrences within the period; in all, for one that stopped. */
  readonly occurrences: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** It was told, and has stopped within the period: one that is new may have. */
  readonly hasStopped: boolean;
}

/** Of what is not hidden, within the period. */
export interface DigestPrincipal {
  readonly principal: Principal;
  readonly denials: number;
  readonly occurrences: number;
}

/** Of what is not hidden, within the period. `policyType` is the real culprit where the message names two. */
export interface DigestReason {
  readonly policyType: PolicyType;
  readonly denyType: DenyType;
  readonly denials: number;
  readonly occurrences: number;
}

/** What one mute, or one benign entry, kept quiet within the period. */
export interface HiddenGroup {
  readonly id: string;
  /** Null where the mute is gone. */
  readonly reason: string | null;
  readonly denials: number;
  readonly occurrences: number;
  /** Of what people met in a console: whom, the most first. */
  readonly people: Bounded<{ readonly name: string; readonly occurrences: number }>;
}

/** A mute in force that has hidden nothing for long. */
export interface StaleMute {
  readonly id: string;
  readonly reason: string;
  readonly owner: string | null;
  /** ISO 8601, UTC: when it last hid something, else since when it is in force. */
  readonly idleSince: string;
}

/** What a period was like, as data: apart from how it is told. */
export interface Digest {
  readonly period: DigestPeriod;
  /** ISO 8601, UTC; `to` is exclusive. */
  readonly from: string;
  readonly to: string;
  /** Not hidden, within the period, and within the one before. */
  readonly occurrences: number;
  readonly occurrencesBefore: number;
  readonly new: Bounded<DigestRow>;
  readonly ongoing: Bounded<DigestRow>;
  readonly resolved: Bounded<DigestRow>;
  readonly loudestPrincipals: Bounded<DigestPrincipal>;
  readonly byPolicyType: Bounded<DigestReason>;
  /** Occurrences a day that are not hidden, oldest first; the last is the period's last day. */
  readonly trend: readonly number[];
  readonly hiddenByMute: Bounded<HiddenGroup>;
  readonly hiddenByBenign: Bounded<HiddenGroup>;
  readonly staleMutes: Bounded<StaleMute>;
  /** False where there was more than was looked at: the numbers are then lower bounds. */
  readonly isComplete: boolean;
}
