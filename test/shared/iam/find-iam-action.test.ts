import { expect, test } from "vitest";

import { findIamAction } from "../../../shared/iam/find-iam-action.ts";

test.each([
  ["s3:PutObject", "s3:PutObject", "write"],
  ["S3:putobject", "s3:PutObject", "write"],
  ["sqs:listqueues", "sqs:ListQueues", "read"],
  ["SNS:Publish", "sns:Publish", "write"],
  ["ec2:RunInstances", "ec2:RunInstances", "write"],
  ["iam:PutRolePolicy", "iam:PutRolePolicy", "permissions-management"],
  ["apigateway:POST", "apigateway:POST", "write"],
  [
    "vpc-lattice:associateviaawsservice-eventsandstates",
    "vpc-lattice:AssociateViaAWSService-EventsAndStates",
    "permissions-management",
  ],
])("findIamAction() finds %s as %s", (asked, name, accessLevel) => {
  expect(findIamAction(asked)).toMatchObject({ name, accessLevel });
});

test("findIamAction() gives the ARN forms of an action's resources", () => {
  expect(findIamAction("s3:PutObject")?.resourceArnPatterns).toContain(
    "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
  );
  expect(findIamAction("lambda:InvokeFunction")?.resourceArnPatterns).toEqual([
    "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}",
  ]);
  expect(findIamAction("apigateway:GET")?.resourceArnPatterns).toContain(
    "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/stages",
  );
});

test("findIamAction() gives no ARN form where an action has no resource level", () => {
  expect(findIamAction("ec2:DescribeInstances")?.resourceArnPatterns).toEqual([]);
});

test.each([
  "",
  ":",
  "s3",
  "s3:",
  "s3:Nothing",
  ":PutObject",
  "constructor:name",
  "__proto__:x",
  "s3:PutObject ",
  "s3:*",
])("findIamAction() knows no action %j", (action) => {
  expect(findIamAction(action)).toBeNull();
});
