import { expect, test } from "vitest";

import { findIamAction } from "../../../shared/iam/find-iam-action.ts";
import { chooseResource } from "../../../shared/remediation/choose-resource.ts";

function choose(action: string, text: string | null) {
  const found = findIamAction(action);
  if (found === null) throw new Error(`Cannot find action "${action}"`);
  return chooseResource(found, text);
}

test.each([
  ["s3:PutObject", "arn:aws:s3:::orchard/releases/app.zip"],
  ["s3:ListBucket", "arn:aws:s3:::orchard"],
  ["sqs:SendMessage", "arn:aws-cn:sqs:cn-north-1:210987654321:orders"],
  ["kms:Decrypt", "arn:aws:kms:eu-west-1:210987654321:key/0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946"],
  ["iam:PassRole", "arn:aws:iam::210987654321:role/service/Worker"],
  ["ec2:RunInstances", "arn:aws:ec2:eu-west-1:210987654321:instance/*"],
  ["apigateway:GET", "arn:aws:apigateway:eu-west-1::/restapis/a1b2c3"],
  ["logs:PutLogEvents", "arn:aws:logs:eu-west-1:210987654321:log-group:/orders:log-stream:s1"],
])("chooseResource() takes for %s exactly %s", (action, text) => {
  expect(choose(action, text)).toEqual({ kind: "chosen", resource: text });
});

test.each([
  ["ec2:DescribeInstances", null],
  ["iam:ListRoles", "arn:aws:iam::210987654321:role/"],
  ["sqs:ListQueues", "arn:aws:sqs:eu-west-1:210987654321:"],
])("chooseResource() takes * for %s, which has no resource level", (action, text) => {
  expect(choose(action, text)).toEqual({ kind: "chosen", resource: "*" });
});

test.each([
  ["s3:PutObject", null],
  ["s3:PutObject", "*"],
  ["s3:PutObject", "orchard"],
  ["s3:PutObject", "arn:aws:s3:::orchard"],
  ["s3:PutObject", "arn:aws:s3:::orchard/*"],
  ["s3:PutObject", "arn:aws:s3:::orchard/${aws:username}"],
  ["s3:PutObject", "arn:aws:s3:::orchard/a?b"],
  ["s3:PutObject", 'arn:aws:s3:::orchard/a" with an explicit deny'],
  ["s3:PutObject", "arn:aws:s3:::orchard/\u{202e}zip"],
  ["s3:PutObject", `arn:aws:s3:::orchard/${"a".repeat(2048)}`],
  ["s3:ListBucket", "arn:aws:s3:::orchard/key"],
  ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:210987654321:secret:*"],
  ["ec2:RunInstances", "arn:aws:ec2:eu-west-1:210987654321:*/*"],
  ["ec2:TerminateInstances", "arn:aws:ec2:eu-west-1:210987654321:instance/*"],
  ["ec2:CreateTags", "arn:aws:ec2:eu-west-*:210987654321:instance/*"],
  ["iam:CreateRole", "arn:aws:iam::210987654321:role/*"],
  ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:************:orders"],
  ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:21XXXXXXXXXX:orders"],
  ["sqs:SendMessage", "arn:aws:sns:eu-west-1:210987654321:orders"],
  ["sqs:SendMessage", "arn:gcp:sqs:eu-west-1:210987654321:orders"],
])("chooseResource() refuses for %s the resource %j", (action, text) => {
  expect(choose(action, text)).toMatchObject({
    kind: "refused",
    why: expect.stringMatching(/\w/) as string,
  });
});
