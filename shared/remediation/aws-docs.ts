import type { AdviceLink } from "./advice.ts";

const guides = {
  iam: "https://docs.aws.amazon.com/IAM/latest/UserGuide",
  organizations: "https://docs.aws.amazon.com/organizations/latest/userguide",
  s3: "https://docs.aws.amazon.com/AmazonS3/latest/userguide",
  kms: "https://docs.aws.amazon.com/kms/latest/developerguide",
} as const;

/** The pages of AWS's documentation that hints link to, by title. */
const pages = {
  accessDenied: [
    "Troubleshoot access denied error messages",
    `${guides.iam}/troubleshoot_access-denied.html`,
  ],
  authorizationId: [
    "Troubleshoot access denied error messages with authorization ID",
    `${guides.iam}/troubleshoot_access-denied-authorization-id.html`,
  ],
  policyEvaluation: [
    "Policy evaluation logic",
    `${guides.iam}/reference_policies_evaluation-logic.html`,
  ],
  crossAccount: [
    "Cross-account policy evaluation logic",
    `${guides.iam}/reference_policies_evaluation-logic-cross-account.html`,
  ],
  identityOrResource: [
    "Identity-based policies and resource-based policies",
    `${guides.iam}/access_policies_identity-vs-resource.html`,
  ],
  editPolicies: ["Edit IAM policies", `${guides.iam}/access_policies_manage-edit.html`],
  boundaries: [
    "Permissions boundaries for IAM entities",
    `${guides.iam}/access_policies_boundaries.html`,
  ],
  sessionPolicies: [
    "Policies and permissions in AWS Identity and Access Management",
    `${guides.iam}/access_policies.html`,
  ],
  trustPolicy: [
    "Update a role trust policy",
    `${guides.iam}/id_roles_update-role-trust-policy.html`,
  ],
  externalId: [
    "Access to AWS accounts owned by third parties",
    `${guides.iam}/id_roles_common-scenarios_third-party.html`,
  ],
  confusedDeputy: ["The confused deputy problem", `${guides.iam}/confused-deputy.html`],
  passRole: [
    "Grant a user permissions to pass a role to an AWS service",
    `${guides.iam}/id_roles_use_passrole.html`,
  ],
  serviceLinkedRoles: [
    "Create a service-linked role",
    `${guides.iam}/id_roles_create-service-linked-role.html`,
  ],
  accessKeys: ["Manage access keys for IAM users", `${guides.iam}/id_credentials_access-keys.html`],
  rootUser: ["AWS account root user", `${guides.iam}/id_root-user.html`],
  roleTrouble: ["Troubleshoot IAM roles", `${guides.iam}/troubleshoot_roles.html`],
  oidcRole: [
    "Create a role for OpenID Connect federation (console)",
    `${guides.iam}/id_roles_create_for-idp_oidc.html`,
  ],
  samlTrouble: ["Troubleshoot SAML federation with IAM", `${guides.iam}/troubleshoot_saml.html`],
  mfa: [
    "Secure API access with MFA",
    `${guides.iam}/id_credentials_mfa_configure-api-require.html`,
  ],
  temporaryCredentials: [
    "Temporary security credentials in IAM",
    `${guides.iam}/id_credentials_temp.html`,
  ],
  quarantinePolicy: [
    "AWSCompromisedKeyQuarantineV3",
    "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html",
  ],
  decodeMessage: [
    "DecodeAuthorizationMessage",
    "https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html",
  ],
  assumeRole: [
    "AssumeRole",
    "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
  ],
  permissionSets: [
    "Manage AWS accounts with permission sets",
    "https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html",
  ],
  scps: [
    "Service control policies (SCPs)",
    `${guides.organizations}/orgs_manage_policies_scps.html`,
  ],
  scpEvaluation: [
    "SCP evaluation",
    `${guides.organizations}/orgs_manage_policies_scps_evaluation.html`,
  ],
  scpRegions: [
    "General examples (deny access based on the requested AWS Region)",
    `${guides.organizations}/orgs_manage_policies_scps_examples_general.html`,
  ],
  rcps: [
    "Resource control policies (RCPs)",
    `${guides.organizations}/orgs_manage_policies_rcps.html`,
  ],
  delegatedAdmin: [
    "Delegated administrator for AWS services that work with Organizations",
    `${guides.organizations}/orgs_integrate_delegated_admin.html`,
  ],
  endpointPolicies: [
    "Control access to VPC endpoints using endpoint policies",
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
  ],
  networkActivityEvents: [
    "Logging network activity events",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html",
  ],
  s3AccessDenied: [
    "Troubleshoot access denied (403 Forbidden) errors in Amazon S3",
    `${guides.s3}/troubleshoot-403-errors.html`,
  ],
  s3BlockPublicAccess: [
    "Blocking public access to your Amazon S3 storage",
    `${guides.s3}/access-control-block-public-access.html`,
  ],
  s3Ownership: [
    "Controlling ownership of objects and disabling ACLs for your bucket",
    `${guides.s3}/about-object-ownership.html`,
  ],
  s3ObjectLock: ["Locking objects with Object Lock", `${guides.s3}/object-lock.html`],
  s3SseC: [
    "Using server-side encryption with customer-provided keys (SSE-C)",
    `${guides.s3}/ServerSideEncryptionCustomerKeys.html`,
  ],
  keyPolicies: ["Key policies in AWS KMS", `${guides.kms}/key-policies.html`],
  keyOtherAccounts: [
    "Allowing users in other accounts to use a KMS key",
    `${guides.kms}/key-policy-modifying-external-accounts.html`,
  ],
  keyTroubleshooting: [
    "Troubleshooting AWS KMS permissions",
    `${guides.kms}/policy-evaluation.html`,
  ],
  billingAccess: [
    "Overview of managing access permissions (AWS Billing)",
    "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html",
  ],
  costExplorer: [
    "Enabling Cost Explorer",
    "https://docs.aws.amazon.com/cost-management/latest/userguide/ce-enable.html",
  ],
  bedrockModels: [
    "Access Amazon Bedrock foundation models",
    "https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html",
  ],
  lakeFormation: [
    "Managing Lake Formation permissions",
    "https://docs.aws.amazon.com/lake-formation/latest/dg/managing-permissions.html",
  ],
  supportCase: [
    "Creating support cases and case management",
    "https://docs.aws.amazon.com/awssupport/latest/user/case-management.html",
  ],
} as const satisfies Readonly<Record<string, readonly [title: string, url: string]>>;

export type AwsDocName = keyof typeof pages;

/** The link of each page, ready to be told. */
export const awsDocs = Object.fromEntries(
  Object.entries(pages).map(([name, [label, url]]) => [name, { label, url, note: null }]),
) as Readonly<Record<AwsDocName, AdviceLink>>;
