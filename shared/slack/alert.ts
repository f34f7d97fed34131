import type { Denial } from "../denial/denial.ts";
import type { Advice } from "../remediation/advice.ts";

/** A new denial, as it is told to a person. Later kinds (again, grown, burst, digest) are further members of a union. */
export interface NewDenialAlert {
  readonly kind: "new-denial";
  readonly denial: Denial;
  readonly advice: Advice;
  /** Occurrences counted so far, this one included. */
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly firstSeenAt: string | null;
  /** The account's name where config or the organization tells it. */
  readonly accountName: string | null;
}
