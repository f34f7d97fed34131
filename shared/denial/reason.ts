/** Whether a statement said no (`explicit`), none said yes (`implicit`), or the message does not tell. */
export const denyTypes = ["explicit", "implicit", "unknown"] as const;
export type DenyType = (typeof denyTypes)[number];

/** The kinds of policy that AWS names in denial messages ("Troubleshoot access denied error messages", IAM User Guide). */
export const policyTypes = [
  "identity-based",
  "resource-based",
  "permissions-boundary",
  "service-control",
  "resource-control",
  "session",
  "vpc-endpoint",
  "role-trust",
  "unknown",
] as const;
export type PolicyType = (typeof policyTypes)[number];

/** Causes that no IAM-type policy explains; `Reason.notPolicy` holds one of them, or null. */
export const notPolicyCauses = [
  "account-restricted",
  "account-verification",
  "billing-iam-access-not-activated",
  "cost-explorer-not-enabled",
  "cross-account-pass-role",
  "expired-session",
  "kms-ambiguous",
  "lake-formation",
  "model-access",
  "root-cannot-assume-role",
  "s3-acl",
  "s3-block-public-access",
  "s3-object-lock",
  "s3-sse-c-blocked",
  "service-not-enabled",
] as const;
export type NotPolicyCause = (typeof notPolicyCauses)[number];

/** Why a call was refused, as far as its message tells. */
export interface Reason {
  readonly denyType: DenyType;
  /** The layer that the message names first. */
  readonly policyType: PolicyType;
  /** The real culprit in "transitively through a ...": the last layer named. */
  readonly via: PolicyType | null;
  /** The ARN of the denying policy, where the message names it whole. */
  readonly policyArn: string | null;
  /** An encoded authorization failure message is present, whole or cut. */
  readonly encoded: boolean;
  /** The encoded message itself, only where it is whole (CloudTrail cuts messages at 1 KB). */
  readonly encodedMessage: string | null;
  /** Unique per request, so never part of a fingerprint. Details expire after 24 hours. */
  readonly authorizationId: string | null;
  /** The console page of the authorization id; only ever on a host under console.aws.amazon.com (or its partition's). */
  readonly authorizationUrl: string | null;
  readonly notPolicy: NotPolicyCause | null;
}

/** The reason of a message that tells nothing. */
export const unknownReason: Reason = {
  denyType: "unknown",
  policyType: "unknown",
  via: null,
  policyArn: null,
  encoded: false,
  encodedMessage: null,
  authorizationId: null,
  authorizationUrl: null,
  notPolicy: null,
};
