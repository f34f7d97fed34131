import type { ClientKind, IdentityType } from "../../denial/denial.ts";

/** What an entry's denials have in common. All conditions that are given must match, each by one of its values. */
export interface BenignConditions {
  /** AWS services whose service-linked role was refused: part of the role's path, which IAM keeps for them alone. */
  readonly serviceLinkedRolesOf?: readonly string[];
  /** Globs on a role's name. Whoever may create roles chooses it, so only an entry that is off by default may use it. */
  readonly roleNames?: readonly string[];
  /** Names of the AWS services that called, as CloudTrail writes them (`invokedBy`). */
  readonly invokedBy?: readonly string[];
  readonly identityTypes?: readonly IdentityType[];
  readonly clients?: readonly ClientKind[];
  /** Globs on the user agent. The caller chooses it, so only an entry that is off by default may rely on it. */
  readonly userAgents?: readonly string[];
  /** IAM actions, exactly or as globs. Case does not count. */
  readonly actions?: readonly string[];
  /** Globs on the resource as it was named. */
  readonly resources?: readonly string[];
  /** Globs on the error message. */
  readonly messages?: readonly string[];
  /** The record must say that the call only reads. */
  readonly readOnly?: true;
}

/** A page that shows why an entry is benign, or that it is what the entry says. */
export interface EvidenceSource {
  readonly title: string;
  readonly url: string;
}

/** One known kind of denial that is nobody's problem. Counted and reported like a mute's, and not alerted. */
export interface BenignEntry {
  /** Stable: configs name it. */
  readonly id: string;
  readonly title: string;
  /** Why nobody needs to act, and what is missed by not being told. */
  readonly evidence: string;
  /** Never empty for an entry that is on by default. */
  readonly sources: readonly EvidenceSource[];
  readonly onByDefault: boolean;
  /** A denial matches the entry where it matches one of these. */
  readonly matches: readonly BenignConditions[];
}
