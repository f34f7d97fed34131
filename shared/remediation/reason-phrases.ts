import type { DenyType, NotPolicyCause, PolicyType } from "../denial/reason.ts";

/** Why, in the words of a headline, by deny type and policy type. */
export const reasonPhrases: Readonly<Record<DenyType, Readonly<Record<PolicyType, string>>>> = {
  explicit: {
    "identity-based": "an identity-based policy forbids it",
    "resource-based": "the resource's policy forbids it",
    "permissions-boundary": "its permissions boundary forbids it",
    "service-control": "an SCP forbids it",
    "resource-control": "an RCP forbids it",
    session: "its session policy forbids it",
    "vpc-endpoint": "a VPC endpoint policy forbids it",
    "role-trust": "the role's trust policy forbids it",
    unknown: "a policy forbids it",
  },
  implicit: {
    "identity-based": "no identity-based policy allows it",
    "resource-based": "the resource's policy does not allow it",
    "permissions-boundary": "its permissions boundary does not allow it",
    "service-control": "no SCP allows it",
    "resource-control": "no RCP allows it",
    session: "its session policy does not allow it",
    "vpc-endpoint": "the VPC endpoint's policy does not allow it",
    "role-trust": "the role's trust policy does not allow it",
    unknown: "no policy allows it",
  },
  unknown: {
    "identity-based": "its identity-based policies deny it",
    "resource-based": "the resource's policy denies it",
    "permissions-boundary": "its permissions boundary denies it",
    "service-control": "an SCP denies it",
    "resource-control": "an RCP denies it",
    session: "its session policy denies it",
    "vpc-endpoint": "a VPC endpoint policy denies it",
    "role-trust": "the role's trust policy denies it",
    unknown: "AWS does not say why",
  },
};

/** Why, in the words of a headline, where no IAM-type policy is the cause. */
export const causePhrases: Readonly<Record<NotPolicyCause, string>> = {
  "account-restricted": "AWS restricted the account",
  "account-verification": "AWS is still verifying the account",
  "billing-iam-access-not-activated": "IAM access to billing is not activated",
  "cost-explorer-not-enabled": "Cost Explorer is not enabled",
  "cross-account-pass-role": "a role cannot be passed across accounts",
  "expired-session": "its session has expired",
  "kms-ambiguous": "the KMS key is missing or its policy denies it",
  "lake-formation": "a Lake Formation permission is missing",
  "model-access": "the account has no access to the model",
  "root-cannot-assume-role": "the root user cannot assume roles",
  "s3-acl": "an S3 ACL denies it",
  "s3-block-public-access": "S3 Block Public Access forbids it",
  "s3-object-lock": "S3 Object Lock protects it",
  "s3-sse-c-blocked": "the bucket refuses SSE-C",
  "service-not-enabled": "the service is not enabled",
};
