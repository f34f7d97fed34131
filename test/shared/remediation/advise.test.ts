import { expect, test } from "vitest";

import { advise } from "../../../shared/remediation/advise.ts";
import { hintCatalogue } from "../../../shared/remediation/hint-catalogue.ts";
import { buildDenial } from "../../support/denials.ts";
import type { DenialOverrides } from "../../support/denials.ts";

const unknown = { denyType: "unknown", policyType: "unknown" } as const;
const explicitIdentity = { denyType: "explicit", policyType: "identity-based" } as const;
const kmsKey = "arn:aws:kms:eu-west-1:210987654321:key/0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946";

/** Situations by the hints that are told, most specific first. */
const situations: readonly (readonly [string, DenialOverrides, readonly string[]])[] = [
  ["a missing Allow", {}, ["implicit-identity-based"]],
  [
    "a leaked key",
    {
      reason: {
        ...explicitIdentity,
        policyArn: "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3",
      },
      principal: {
        type: "IAMUser",
        key: "arn:aws:iam::210987654321:user/build",
        credentials: "long-term",
      },
    },
    ["compromised-key"],
  ],
  [
    "a policy of AWS's own that denies",
    { reason: { ...explicitIdentity, policyArn: "arn:aws:iam::aws:policy/AWSDenyAll" } },
    ["explicit-identity-based", "aws-managed-policy"],
  ],
  [
    "a Deny for a long-term key",
    { reason: explicitIdentity, principal: { credentials: "long-term" } },
    ["explicit-identity-based", "deny-without-mfa"],
  ],
  [
    "nobody in particular",
    {
      reason: { policyType: "resource-based" },
      principal: { type: "AWSAccount", text: "anonymous", key: "anonymous", name: "anonymous" },
    },
    ["anonymous-caller"],
  ],
  [
    "the root user",
    {
      reason: { denyType: "explicit", policyType: "resource-based" },
      principal: { type: "Root", key: "arn:aws:iam::210987654321:root", name: "root" },
    },
    ["root-caller", "explicit-resource-based"],
  ],
  [
    "a service in its own name",
    {
      reason: unknown,
      principal: { type: "AWSService", key: "config.amazonaws.com", name: "config.amazonaws.com" },
      action: { iamAction: "sns:Publish" },
      resource: { text: "arn:aws:sns:eu-west-1:210987654321:changes" },
    },
    ["service-caller", "unknown"],
  ],
  [
    "a service-linked role",
    {
      principal: {
        key: "arn:aws:iam::210987654321:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
      },
    },
    ["service-linked-role-caller", "implicit-identity-based"],
  ],
  [
    "a caller of another account",
    {
      reason: { policyType: "resource-based" },
      action: { iamAction: "sqs:SendMessage" },
      resource: { text: "arn:aws:sqs:eu-west-1:310987654321:orders" },
    },
    ["implicit-resource-based", "cross-account"],
  ],
  [
    "a permission set",
    {
      principal: {
        key: "arn:aws:iam::210987654321:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Auditor_0123456789abcdef",
      },
    },
    ["implicit-identity-based", "identity-center-permission-set"],
  ],
  [
    "a role that may not be passed",
    {
      eventSource: "lambda.amazonaws.com",
      eventName: "CreateFunction20150331",
      action: { iamAction: "iam:PassRole" },
      resource: { text: "arn:aws:iam::210987654321:role/Worker" },
    },
    ["pass-role", "implicit-identity-based"],
  ],
  [
    "a role that may not be assumed, for a reason that STS keeps",
    {
      reason: unknown,
      action: { iamAction: "sts:AssumeRole" },
      resource: { text: "arn:aws:iam::210987654321:role/Worker" },
    },
    ["assume-role"],
  ],
  [
    "a web identity that may not assume a role",
    {
      reason: unknown,
      errorMessage: "An unknown error occurred",
      action: { iamAction: "sts:AssumeRoleWithWebIdentity" },
      resource: { text: "arn:aws:iam::210987654321:role/Worker" },
    },
    ["federated-assume-role"],
  ],
  [
    "a wrong MFA code",
    {
      reason: unknown,
      errorMessage: "MultiFactorAuthentication failed with invalid MFA one time pass code.",
      action: { iamAction: "sts:AssumeRole" },
    },
    ["mfa-failed"],
  ],
  [
    "a service-linked role that may not be made",
    {
      action: { iamAction: "iam:CreateServiceLinkedRole" },
      resource: { text: "arn:aws:iam::210987654321:role/aws-service-role/x.amazonaws.com/R" },
    },
    ["create-service-linked-role", "implicit-identity-based"],
  ],
  [
    "a key that another service's call needs",
    {
      eventSource: "secretsmanager.amazonaws.com",
      eventName: "GetSecretValue",
      action: { iamAction: "kms:Decrypt" },
      resource: { text: kmsKey },
    },
    ["kms-of-other-service", "implicit-identity-based"],
  ],
  [
    "a key policy",
    {
      reason: { policyType: "resource-based" },
      eventSource: "kms.amazonaws.com",
      eventName: "Decrypt",
      action: { iamAction: "kms:Decrypt" },
      resource: { text: kmsKey },
    },
    ["implicit-resource-based", "kms-key-policy"],
  ],
  [
    "an object that may be missing",
    {
      eventName: "GetObject",
      action: { iamAction: "s3:ListBucket" },
      resource: { text: "arn:aws:s3:::orchard-artifacts" },
    },
    ["s3-object-may-be-missing", "implicit-identity-based"],
  ],
  ["S3 without a reason", { reason: unknown }, ["s3-bare-denial", "unknown"]],
  [
    "Organizations in a member account",
    {
      reason: unknown,
      eventSource: "organizations.amazonaws.com",
      action: { iamAction: "organizations:ListAccounts" },
      resource: { text: null },
    },
    ["organization-only-api", "unknown"],
  ],
  [
    "an SCP's Deny",
    { reason: { denyType: "explicit", policyType: "service-control" } },
    ["explicit-service-control", "scp-region-fence"],
  ],
  [
    "a page of costs",
    { action: { iamAction: "ce:GetCostAndUsage" }, resource: { text: "*" } },
    ["implicit-identity-based", "billing-permissions"],
  ],
  [
    "a model of an inference profile",
    {
      action: { iamAction: "bedrock:InvokeModel" },
      resource: { text: "arn:aws:bedrock:eu-west-1:210987654321:inference-profile/eu.model-v1" },
    },
    ["implicit-identity-based", "bedrock-inference-regions"],
  ],
  [
    "an SCP behind an endpoint policy",
    { reason: { denyType: "explicit", policyType: "vpc-endpoint", via: "service-control" } },
    ["explicit-service-control", "scp-region-fence", "transitive-policy"],
  ],
  [
    "details that AWS keeps",
    { reason: { authorizationId: "a1b2c3d4e5f6g7h8i9j0k1l2" } },
    ["implicit-identity-based", "authorization-id"],
  ],
  [
    "an encoded message",
    { reason: { encoded: true, encodedMessage: "-Ab_9" } },
    ["implicit-identity-based", "encoded-message"],
  ],
  [
    "an encoded message that was cut",
    { reason: { encoded: true } },
    ["implicit-identity-based", "encoded-message-cut"],
  ],
  [
    "an endpoint's own event",
    {
      errorCode: "VpceAccessDenied",
      vpcEndpointId: "vpce-0a1b2c3d4e5f60718",
      reason: { denyType: "unknown", policyType: "vpc-endpoint" },
    },
    ["unnamed-vpc-endpoint", "network-activity-event"],
  ],
  [
    "a Deny of no named policy",
    { reason: { denyType: "explicit", policyType: "unknown" } },
    ["explicit-unnamed-policy"],
  ],
  [
    "a policy type without a deny type",
    { reason: { denyType: "unknown", policyType: "identity-based" } },
    ["unexplained"],
  ],
];

test.each(situations)("advise() knows %s", (_what, overrides, ids) => {
  expect(advise(buildDenial(overrides)).hints.map(({ id }) => id)).toEqual(ids);
});

test("every hint is told in one of the situations", () => {
  const told = new Set(situations.flatMap(([, , ids]) => ids));
  const perPolicyOrCause = /^(implicit|explicit)-/;
  const missing = hintCatalogue
    .flatMap(({ hints }) => hints)
    .filter(({ id, rank }) => !told.has(id) && rank !== "cause" && !perPolicyOrCause.test(id));
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test("advise() tells an SCP's denial with everything that it knows", () => {
  const policyArn =
    "arn:aws:organizations::123450987654:policy/o-orchard/service_control_policy/p-0fence";
  const { hints } = advise(
    buildDenial({ reason: { denyType: "explicit", policyType: "service-control", policyArn } }),
  );
  expect(hints[0]).toMatchObject({
    fixers: ["organization-admin"],
    command: "aws organizations describe-policy --policy-id=p-0fence",
    policy: null,
    links: [
      {
        label: "Policy p-0fence",
        url: "https://console.aws.amazon.com/organizations/v2/home/policies/service-control-policy/p-0fence",
        note: "in account 123450987654",
      },
      { label: "Service control policies (SCPs)" },
      { label: "SCP evaluation" },
    ],
  });
  expect(hints[0]?.steps[0]).toBe(
    "The SCP is p-0fence, owned by management account 123450987654: its Deny statement matches s3:PutObject.",
  );
});

test("advise() leaves out what names something unknown", () => {
  const [hint] = advise(
    buildDenial({ reason: { denyType: "explicit", policyType: "session" } }),
  ).hints;
  expect(hint?.steps[0]).toMatch(/^Find where the session is made/);
});

test("advise() gives the decode command ready to paste", () => {
  const { hints } = advise(buildDenial({ reason: { encoded: true, encodedMessage: "-Ab_9" } }));
  expect(hints.at(-1)?.command).toBe(
    "aws sts decode-authorization-message --encoded-message=-Ab_9 --query=DecodedMessage --output=text",
  );
});

test.each([
  ["s3:PutObject", "write"],
  ["iam:PutRolePolicy", "permissions-management"],
  ["orchard:Prune", null],
  [null, null],
])("advise() gives the access level of %s as %s", (iamAction, accessLevel) => {
  expect(advise(buildDenial({ action: { iamAction } })).accessLevel).toBe(accessLevel);
});
