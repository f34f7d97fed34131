import { describe, expect, it } from "vitest";
import type { Denial } from "../../../shared/denial/denial.ts";
import { judgeSeverity, severityOf } from "../../../shared/denial/severity.ts";
import { actionRules } from "../../../shared/denial/severity-rules.ts";
import { findIamAction } from "../../../shared/iam/find-iam-action.ts";
import { buildDenial, type DenialOverrides } from "../../support/denials.ts";

const of = (changes: DenialOverrides): Denial => buildDenial(changes);
const does = (
  iamAction: string | null,
  readOnly: boolean | null,
  more: DenialOverrides = {},
): Denial => of({ action: { text: iamAction, iamAction, derived: false }, readOnly, ...more });

describe("severityOf()", () => {
  it.each([
    ["an ordinary read", does("ec2:DescribeInstances", true), "info"],
    ["a read by name, where the flag is unknown", does("s3:GetObject", null), "info"],
    ["a change", does("sqs:SendMessage", false), "warning"],
    ["an unknown action", does(null, null), "warning"],
    ["the read of a secret", does("secretsmanager:GetSecretValue", true), "warning"],
    ["a role that is not to be had", does("sts:AssumeRole", true), "warning"],
    ["a stopped trail", does("cloudtrail:StopLogging", false), "critical"],
    ["an action in another case", does("CLOUDTRAIL:stoplogging", false), "critical"],
    ["a deleted detector", does("guardduty:DeleteDetector", false), "critical"],
    ["a key's deletion", does("kms:ScheduleKeyDeletion", false), "critical"],
    ["a new access key", does("iam:CreateAccessKey", false), "critical"],
    ["a Windows password, though a read", does("ec2:GetPasswordData", true), "critical"],
    ["an account that leaves", does("organizations:LeaveOrganization", false), "critical"],
    [
      "the root user",
      does("s3:ListAllMyBuckets", true, { principal: { type: "Root" } }),
      "critical",
    ],
    ["nobody", does("s3:GetObject", true, { principal: { key: "anonymous" } }), "warning"],
    [
      "a quarantined key",
      does("ec2:DescribeInstances", true, {
        reason: { policyArn: "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3" },
      }),
      "critical",
    ],
    [
      "a customer's policy of that name",
      does("ec2:DescribeInstances", true, {
        reason: { policyArn: "arn:aws:iam::210987654321:policy/AWSCompromisedKeyQuarantineV3" },
      }),
      "info",
    ],
    [
      "a service that looks around",
      does("kms:Decrypt", true, { principal: { type: "AWSService" } }),
      "info",
    ],
    [
      "a service-linked role that cannot do its work",
      does("iam:PutRolePolicy", false, {
        principal: { key: "arn:aws:iam::210987654321:role/aws-service-role/x.amazonaws.com/X" },
      }),
      "warning",
    ],
    [
      "a read from an attacker's system",
      does("ec2:DescribeInstances", true, { userAgent: "Boto3/1.9 Linux/6.6.9-Kali1-amd64" }),
      "critical",
    ],
  ] as const)("judges %s", (_, denial, severity) => {
    expect(severityOf(denial)).toBe(severity);
  });

  it("says why", () => {
    expect(judgeSeverity(does("cloudtrail:StopLogging", false)).reason).toContain("audit trail");
  });
});

describe("actionRules", () => {
  const actions = actionRules.flatMap((rule) => rule.actions);

  it("names only actions that IAM has, in IAM's spelling", () => {
    const strange = actions.filter((action) => findIamAction(action)?.name !== action);
    expect(strange).toEqual([]);
  });

  it("names each action once", () => {
    expect(new Set(actions.map((action) => action.toLowerCase())).size).toBe(actions.length);
  });
});
