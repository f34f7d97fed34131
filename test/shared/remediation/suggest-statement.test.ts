import { expect, test } from "vitest";

import type { PolicyStatement } from "../../../shared/remediation/advice.ts";
import { collectFacts } from "../../../shared/remediation/collect-facts.ts";
import { suggestStatement } from "../../../shared/remediation/suggest-statement.ts";
import { buildDenial } from "../../support/denials.ts";
import type { DenialOverrides } from "../../support/denials.ts";

const deploy = "arn:aws:iam::210987654321:role/Deploy";
const object = "arn:aws:s3:::orchard-artifacts/app.zip";
const worker = "arn:aws:iam::210987654321:role/Worker";

function suggest(overrides: DenialOverrides) {
  const denial = buildDenial(overrides);
  return suggestStatement(denial.reason.policyType, denial, collectFacts(denial));
}

const onObject: PolicyStatement = { Effect: "Allow", Action: "s3:PutObject", Resource: object };

test.each<[string, DenialOverrides, PolicyStatement]>([
  ["an identity-based policy", {}, onObject],
  ["a permissions boundary", { reason: { policyType: "permissions-boundary" } }, onObject],
  ["a session policy", { reason: { policyType: "session" } }, onObject],
  [
    "a bucket policy",
    { reason: { policyType: "resource-based" } },
    { ...onObject, Principal: { AWS: deploy } },
  ],
  [
    "a VPC endpoint policy",
    { reason: { policyType: "vpc-endpoint" } },
    {
      ...onObject,
      Principal: { AWS: "*" },
      Condition: { ArnEquals: { "aws:PrincipalArn": deploy } },
    },
  ],
  [
    "a role trust policy",
    {
      reason: { policyType: "role-trust" },
      action: { text: "sts:AssumeRole", iamAction: "sts:AssumeRole" },
      resource: { text: worker },
    },
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: deploy } },
  ],
  [
    "an action without a resource level",
    { action: { iamAction: "ec2:DescribeInstances" }, resource: { text: null } },
    { Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
  ],
  [
    "a role passed to a known service",
    {
      eventSource: "lambda.amazonaws.com",
      eventName: "CreateFunction20150331",
      action: { iamAction: "iam:PassRole" },
      resource: { text: worker },
    },
    {
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: worker,
      Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    },
  ],
  ["an action in another case", { action: { iamAction: "s3:putobject" } }, onObject],
])("suggestStatement() suggests for %s the smallest statement", (_what, overrides, statement) => {
  expect(suggest(overrides)).toEqual({
    kind: "suggested",
    statement,
    caution: expect.toSatisfy(
      (caution: unknown) => caution === null || typeof caution === "string",
    ) as string | null,
  });
});

test.each<[string, DenialOverrides, RegExp]>([
  ["an explicit deny", { reason: { denyType: "explicit" } }, /not what is missing/],
  ["an unknown deny", { reason: { denyType: "unknown" } }, /not what is missing/],
  ["a cause that is no policy", { reason: { notPolicy: "lake-formation" } }, /not what is missing/],
  ["a deny behind another layer", { reason: { via: "service-control" } }, /not what is missing/],
  [
    "a quarantined key",
    { reason: { policyArn: "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV2" } },
    /compromised/,
  ],
  ["nobody", { principal: { key: "anonymous", text: "anonymous" } }, /anonymous/],
  ["root", { principal: { type: "Root", key: "arn:aws:iam::210987654321:root" } }, /root/],
  [
    "a service",
    { principal: { type: "AWSService", key: "config.amazonaws.com" } },
    /service principal/,
  ],
  [
    "a service-linked role",
    { principal: { key: "arn:aws:iam::210987654321:role/aws-service-role/x.amazonaws.com/R" } },
    /service-linked/,
  ],
  ["a whole account", { principal: { key: "310987654321" } }, /one role or user/],
  [
    "a masked account",
    { principal: { key: "arn:aws:iam::************:role/Deploy" } },
    /one role or user/,
  ],
  ["a role with an impossible name", { principal: { key: `${deploy}"*` } }, /one role or user/],
  ["an unknown action", { action: { iamAction: "orchard:Prune" } }, /action that IAM knows/],
  ["a wildcard action", { action: { iamAction: "s3:*" } }, /action that IAM knows/],
  ["no action", { action: { text: null, iamAction: null } }, /action that IAM knows/],
  ["a guessed action", { action: { derived: true } }, /action that IAM knows/],
  ["a resource of another form", { resource: { text: "arn:aws:s3:::orchard" } }, /of this form/],
  ["no resource", { resource: { text: null } }, /no resource/],
  [
    "an action that raises rights",
    { action: { iamAction: "iam:CreatePolicyVersion" } },
    /raise its own rights/,
  ],
  [
    "a role passed to nobody knows what",
    { action: { iamAction: "iam:PassRole" }, resource: { text: worker } },
    /must name it/,
  ],
  [
    "a key policy",
    { reason: { policyType: "resource-based" }, action: { iamAction: "kms:Decrypt" } },
    /key policy/,
  ],
  [
    "a repository policy",
    { reason: { policyType: "resource-based" }, action: { iamAction: "ecr:BatchGetImage" } },
    /repository policy/,
  ],
  [
    "a web identity",
    {
      reason: { policyType: "role-trust" },
      action: { iamAction: "sts:AssumeRoleWithWebIdentity" },
      resource: { text: worker },
    },
    /identity provider/,
  ],
])("suggestStatement() refuses %s and says why", (_what, overrides, why) => {
  expect(suggest(overrides)).toEqual({
    kind: "refused",
    why: expect.stringMatching(why) as string,
  });
});

test("suggestStatement() refuses a layer that is not the cause", () => {
  const denial = buildDenial();
  expect(suggestStatement("session", denial, collectFacts(denial))).toMatchObject({
    kind: "refused",
  });
});

test("suggestStatement() cautions about an action that manages permissions", () => {
  const suggestion = suggest({
    action: { iamAction: "s3:PutObjectAcl" },
    resource: { text: object },
  });
  expect(suggestion).toMatchObject({
    kind: "suggested",
    caution: expect.stringContaining("administrators only") as string,
  });
});
