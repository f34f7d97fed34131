import type { Denial } from "../denial/denial.ts";
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

/** Whatever a builder makes a message of. Further kinds (burst, digest) are further members. */
export type Alert = DenialAlert | TestAlert;
