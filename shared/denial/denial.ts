import type { Reason } from "./reason.ts";

/** CloudTrail's identity types ("CloudTrail userIdentity element", CloudTrail User Guide). */
export const identityTypes = [
  "Root",
  "IAMUser",
  "AssumedRole",
  "Role",
  "FederatedUser",
  "Directory",
  "AWSAccount",
  "AWSService",
  "IdentityCenterUser",
  "SAMLUser",
  "WebIdentityUser",
  "Unknown",
] as const;
export type IdentityType = (typeof identityTypes)[number];

/** What the caller called with, told from the user agent. */
export const clientKinds = [
  "console",
  "cli",
  "sdk",
  "terraform",
  "cloudformation",
  "cdk",
  "service",
  "other",
] as const;
export type ClientKind = (typeof clientKinds)[number];

/** Who was denied. */
export interface Principal {
  readonly type: IdentityType;
  /** The message's own text for the caller, else the record's ARN; null where neither tells. */
  readonly text: string | null;
  /**
   * The stable identity that denials are grouped by: the role's ARN (session issuer) for an assumed role,
   * the user's ARN, the root ARN, a service's name, the account id of a cross-account caller; "unknown" at last.
   */
  readonly key: string;
  /** The session part of an assumed-role ARN. */
  readonly sessionName: string | null;
  /** Whose session it is, where the session name says so (IAM Identity Center); part of the fingerprint. */
  readonly person: string | null;
  /** The account that the caller belongs to, 12 digits; null where unknown. */
  readonly account: string | null;
  /** A short name to show to people, never empty: `Deploy`, `alice`, `root`, `lambda.amazonaws.com`. */
  readonly name: string;
  /** The automation behind the session ("GitHub Actions", "Terraform Cloud", "EC2 instance i-..."), else null. */
  readonly automation: string | null;
  /** The AWS service that called on the caller's behalf (`invokedBy`, or a service's name as source address). */
  readonly invokedBy: string | null;
  readonly client: ClientKind;
  readonly credentials: "temporary" | "long-term" | null;
}

/** What was refused. */
export interface DeniedAction {
  /** As the message spells it, else derived from the event; null for a bare message that names none. */
  readonly text: string | null;
  /** IAM's canonical spelling (`sns:Publish` for `SNS:Publish`), used for fingerprints and suggestions. */
  readonly iamAction: string | null;
  /** From the event source and name, since the message named none. */
  readonly derived: boolean;
}

/** On what. */
export interface DeniedResource {
  /** The message's own text, else what the record names; null where neither does. */
  readonly text: string | null;
  /** With the parts that vary from call to call folded; null where `text` is. */
  readonly normalised: string | null;
}

export const severities = ["info", "warning", "critical"] as const;
export type Severity = (typeof severities)[number];

/** One refused call, explained. `explainRecord` makes it; everything downstream reads only this. */
export interface Denial {
  /** CloudTrail's event id; null for a bare message. */
  readonly eventId: string | null;
  /** `sharedEventID` where the record has one, else the event id: copies in several accounts share it. */
  readonly dedupeId: string | null;
  /** ISO 8601, UTC, with seconds; null for a bare message. */
  readonly occurredAt: string | null;
  /** The account whose trail recorded it, else the caller's; null for a bare message that names none. */
  readonly account: string | null;
  readonly region: string | null;
  readonly eventSource: string | null;
  readonly eventName: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly sourceIpAddress: string | null;
  readonly userAgent: string | null;
  readonly vpcEndpointId: string | null;
  readonly readOnly: boolean | null;
  readonly reason: Reason;
  readonly principal: Principal;
  readonly action: DeniedAction;
  readonly resource: DeniedResource;
  readonly severity: Severity;
  /** Version-prefixed hash of what makes two denials the same problem; see `fingerprint.ts`. */
  readonly fingerprint: string;
}
