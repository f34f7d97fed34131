import { expect, test } from "vitest";

import { denyTypes, notPolicyCauses, policyTypes } from "../../../shared/denial/reason.ts";
import { buildTitle, longestTitle } from "../../../shared/remediation/build-title.ts";
import { buildDenial } from "../../support/denials.ts";
import type { DenialOverrides } from "../../support/denials.ts";

test.each<[DenialOverrides, string]>([
  [{}, "Deploy may not s3:PutObject on orchard-artifacts: no identity-based policy allows it"],
  [
    { reason: { denyType: "explicit", policyType: "service-control" } },
    "Deploy may not s3:PutObject on orchard-artifacts: an SCP forbids it",
  ],
  [
    { reason: { denyType: "explicit", policyType: "vpc-endpoint", via: "service-control" } },
    "Deploy may not s3:PutObject on orchard-artifacts: an SCP forbids it",
  ],
  [
    {
      reason: {
        denyType: "explicit",
        policyArn: "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3",
      },
    },
    "Deploy may not s3:PutObject on orchard-artifacts: AWS quarantined its leaked key",
  ],
  [
    { reason: { denyType: "unknown", notPolicy: "s3-object-lock" } },
    "Deploy may not s3:PutObject on orchard-artifacts: S3 Object Lock protects it",
  ],
  [
    {
      reason: { denyType: "unknown", policyType: "unknown" },
      action: { text: null, iamAction: null },
      eventName: null,
      resource: { text: null, normalised: null },
    },
    "Deploy was denied: AWS does not say why",
  ],
  [
    {
      action: { iamAction: "ec2:RunInstances" },
      resource: { normalised: "arn:aws:ec2:eu-west-1:210987654321:instance/*" },
    },
    "Deploy may not ec2:RunInstances on instance/*: no identity-based policy allows it",
  ],
  [
    { action: { iamAction: "ec2:DescribeInstances" }, resource: { text: "*", normalised: "*" } },
    "Deploy may not ec2:DescribeInstances: no identity-based policy allows it",
  ],
  [
    { principal: { name: "a\nb\u{202e}c" }, resource: { text: null, normalised: null } },
    "a\u{fffd}b\u{fffd}c may not s3:PutObject: no identity-based policy allows it",
  ],
  [
    {
      principal: {
        name: "AWSReservedSSO_Admin_7c41b09de2f85a36",
        person: "ada@orchard.example",
        sessionName: "ada@orchard.example",
      },
      resource: { text: null, normalised: null },
    },
    "ada@orchard.example (Admin) may not s3:PutObject: no identity-based policy allows it",
  ],
  [
    {
      principal: { automation: "EC2 instance i-0a7e4c19", sessionName: "i-0a7e4c19" },
      resource: { text: null, normalised: null },
    },
    "Deploy (EC2 instance) may not s3:PutObject: no identity-based policy allows it",
  ],
  [
    {
      resource: {
        normalised: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:orchard/token-??????",
      },
    },
    "Deploy may not s3:PutObject on secret:orchard/token: no identity-based policy allows it",
  ],
])("buildTitle() case %#", (overrides, title) => {
  expect(buildTitle(buildDenial(overrides))).toBe(title);
});

test("buildTitle() shortens the resource, and no surrogate pair in halves", () => {
  const key = "🌳".repeat(200);
  for (const start of ["", "x"]) {
    const title = buildTitle(
      buildDenial({ resource: { normalised: `arn:aws:s3:::${start}${key}` } }),
    );
    expect(title.length).toBeLessThanOrEqual(longestTitle);
    expect(title.isWellFormed()).toBe(true);
    expect(title).toMatch(/🌳…: no identity-based policy allows it$/u);
  }
});

test("buildTitle() fits with every reason and the longest names", () => {
  const longest = {
    principal: { name: "n".repeat(300) },
    action: { iamAction: `s3:${"A".repeat(300)}` },
    resource: { normalised: "r".repeat(3000) },
  };
  for (const denyType of denyTypes) {
    for (const policyType of policyTypes) {
      const title = buildTitle(buildDenial({ ...longest, reason: { denyType, policyType } }));
      expect(title.length).toBeLessThanOrEqual(longestTitle);
    }
  }
  for (const notPolicy of notPolicyCauses) {
    const title = buildTitle(buildDenial({ ...longest, reason: { notPolicy } }));
    expect(title.length).toBeLessThanOrEqual(longestTitle);
  }
});
