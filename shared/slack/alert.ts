import type { Digest } from "../delivery/digest.ts";
import type { Reconnaissance } from "../delivery/find-reconnaissance.ts";
import type { Denial, Principal } from "../denial/denial.ts";
import type { DenyType, PolicyType } from "../denial/reason.ts";
import type { Advice } from "../remediation/advice.ts";

interface DenialFacts {
  readonly denial: Denial;
  readonly advice: Advice;
  /** Occurrences counted so far, this one included. */
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly firstSeenAt: string | null;
  /** The account's name where config or the organization tells it. */
  readonly accountName: string | null;
}

/** A new denial, as it is told to a person. */
export interface NewDenialAlert extends DenialFacts {
  readonly kind: "new-denial";
  /** The same denial with another reason, which the history knew before; absent or null for none. */
  readonly predecessor?: {
    readonly fingerprint: string;
    readonly denyType: DenyType;
    readonly policyType: PolicyType;
  } | null;
}

/** A denial that is back after a quiet time. */
export interface AgainAlert extends DenialFacts {
  readonly kind: "again";
  /** Whole days without an occurrence; null where the history does not tell. */
  readonly quietDays: number | null;
}

/** A denial whose count has grown manifold since it was last told. */
export interface GrownAlert extends DenialFacts {
  readonly kind: "grown";
  /** The count when it was last told; null where the history does not tell. */
  readonly toldCount: number | null;
}

/** The alerts that are about one denial. */
export type DenialAlert = NewDenialAlert | AgainAlert | GrownAlert;

/** A message that only shows that messages arrive. */
export interface TestAlert {
  readonly kind: "test";
  /** Who or what asked for it: "denywatch doctor". */
  readonly sentBy: string;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
}

/** One new denial of a burst, and how often it was counted. */
export interface BurstDenial extends Pick<NewDenialAlert, "predecessor"> {
  readonly denial: Denial;
  readonly count: number;
}

interface BurstFacts {
  /** Whose burst it is: as in its newest denial. */
  readonly principal: Principal;
  readonly account: string | null;
  readonly accountName: string | null;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** New denials so far, those included that this message does not name. */
  readonly total: number;
}

/** Many new denials of one principal in a short time, told as one. */
export interface BurstAlert extends BurstFacts {
  readonly kind: "burst";
  /** What is known so far, the newest last. */
  readonly denials: readonly BurstDenial[];
  readonly reconnaissance: Reconnaissance | null;
}

/** A burst that goes on. */
export interface BurstSummaryAlert extends BurstFacts {
  readonly kind: "burst-summary";
  /** Those that no message has named, oldest first. */
  readonly denials: readonly BurstDenial[];
  /** How many more no message has named, which this one may not name either. */
  readonly others: number;
  /** Nothing was said of the burst before. */
  readonly isFirst: boolean;
  readonly reconnaissance: Reconnaissance | null;
  /** ISO 8601, UTC; null where none is planned. */
  readonly nextSummaryAt: string | null;
}

/** A burst that has ended: nothing new came for a while. */
export interface BurstClosedAlert extends BurstFacts {
  readonly kind: "burst-closed";
  /** When its last new denial was seen; ISO 8601, UTC. */
  readonly until: string;
  /** The services tried and how many denials each had. */
  readonly services: readonly { readonly service: string; readonly fingerprints: number }[];
}

/** The alerts that are about a burst. */
export type AnyBurstAlert = BurstAlert | BurstSummaryAlert | BurstClosedAlert;

/** What a day or a week was like. */
export interface DigestAlert extends Digest {
  readonly kind: "digest";
}

/** Whatever a builder makes a message of. */
export type Alert = DenialAlert | AnyBurstAlert | DigestAlert | TestAlert;
