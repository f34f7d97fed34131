import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRequestResource } from "../../../shared/denial/request-resource.ts";
import { requestResourceTemplates } from "../../../shared/denial/request-resource-templates.ts";

const place = {
  service: "made-up",
  partition: "aws",
  region: "eu-west-1",
  account: "210987654321",
};
const here = "eu-west-1:210987654321";

describe("findRequestResource()", () => {
  it.each([
    ["s3:GetObject", { bucketName: "orchard", key: "a/b.txt" }, "arn:aws:s3:::orchard/a/b.txt"],
    ["s3:PutBucketPolicy", { bucketName: "orchard", bucketPolicy: {} }, "arn:aws:s3:::orchard"],
    [
      "lambda:UpdateFunctionCode",
      { functionName: "orders" },
      `arn:aws:lambda:${here}:function:orders`,
    ],
    [
      "lambda:GetFunction",
      { functionName: "arn:aws:lambda:us-east-2:345678901234:function:far" },
      "arn:aws:lambda:us-east-2:345678901234:function:far",
    ],
    ["dynamodb:PutItem", { tableName: "orders" }, `arn:aws:dynamodb:${here}:table/orders`],
    [
      "dynamodb:Query",
      { tableName: "orders", indexName: "by-day" },
      `arn:aws:dynamodb:${here}:table/orders/index/by-day`,
    ],
    ["kms:Decrypt", { keyId: "alias/main" }, `arn:aws:kms:${here}:alias/main`],
    ["kms:Decrypt", { keyId: "0f6c2a34" }, `arn:aws:kms:${here}:key/0f6c2a34`],
    [
      "secretsmanager:GetSecretValue",
      { secretId: "prod/db" },
      `arn:aws:secretsmanager:${here}:secret:prod/db`,
    ],
    ["ssm:GetParameter", { name: "/prod/db" }, `arn:aws:ssm:${here}:parameter/prod/db`],
    ["ssm:GetParameter", { name: "plain" }, `arn:aws:ssm:${here}:parameter/plain`],
    ["ssm:GetParameters", { names: ["/a", "/b"] }, `arn:aws:ssm:${here}:parameter/a`],
    [
      "logs:PutLogEvents",
      { logGroupName: "/app", logStreamName: "s" },
      `arn:aws:logs:${here}:log-group:/app:log-stream:s`,
    ],
    [
      "sqs:SendMessage",
      { queueUrl: "https://sqs.eu-west-1.amazonaws.com/210987654321/orders" },
      "https://sqs.eu-west-1.amazonaws.com/210987654321/orders",
    ],
    [
      "sns:Publish",
      { topicArn: "arn:aws:sns:eu-west-1:210987654321:news" },
      "arn:aws:sns:eu-west-1:210987654321:news",
    ],
    [
      "iam:AttachRolePolicy",
      { roleName: "Deploy", policyArn: "arn:aws:iam::aws:policy/X" },
      "arn:aws:iam::210987654321:role/Deploy",
    ],
    [
      "iam:PassRole",
      { role: "arn:aws:iam::210987654321:role/Worker", functionName: "orders" },
      "arn:aws:iam::210987654321:role/Worker",
    ],
    [
      "sts:AssumeRole",
      { roleArn: "arn:aws:iam::345678901234:role/Far", roleSessionName: "x" },
      "arn:aws:iam::345678901234:role/Far",
    ],
    [
      "ec2:StopInstances",
      { instancesSet: { items: [{ instanceId: "i-1" }] } },
      `arn:aws:ec2:${here}:instance/i-1`,
    ],
    [
      "ec2:RunInstances",
      { subnetId: "subnet-1", imageId: "ami-1" },
      `arn:aws:ec2:${here}:instance/*`,
    ],
    ["ecr:PutImage", { repositoryName: "api" }, `arn:aws:ecr:${here}:repository/api`],
    ["rds:StopDBInstance", { dBInstanceIdentifier: "db-1" }, `arn:aws:rds:${here}:db:db-1`],
    [
      "s3:GetObject",
      { bucketName: "orchard", key: "arn:aws:iam::210987654321:role/Admin" },
      "arn:aws:s3:::orchard/arn:aws:iam::210987654321:role/Admin",
    ],
    [
      "made-up:Thing",
      { resourceArn: `arn:aws:elsewhere:${here}:thing/x` },
      `arn:aws:elsewhere:${here}:thing/x`,
    ],
    [
      "kms:Decrypt",
      { resourceArn: `arn:aws:kms:${here}:key/0f6c2a34` },
      `arn:aws:kms:${here}:key/0f6c2a34`,
    ],
    [
      "made-up:Thing",
      { resourceArn: "arn:aws:made-up:eu-west-1:1:thing/x" },
      "arn:aws:made-up:eu-west-1:1:thing/x",
    ],
  ])("of %s with %j", (action, parameters, resource) => {
    expect(findRequestResource(action, parameters, place)).toBe(resource);
  });

  it.each([
    ["nothing names it", "s3:ListAllMyBuckets", {}],
    ["there are no parameters", "s3:GetObject", null],
    ["a parameter is of another type", "s3:GetObject", { bucketName: ["orchard"] }],
    ["a parameter is empty", "s3:GetObject", { bucketName: "" }],
    ["a value is too long to be a name", "s3:GetObject", { bucketName: "x".repeat(3000) }],
    ["the service is Object's own", "constructor:Get", { bucketName: "orchard" }],
    ["the action has no service", "GetObject", { bucketName: "orchard" }],
    [
      "another service's action stopped the call",
      "kms:Decrypt",
      { roleArn: "arn:aws:iam::210987654321:role/Worker" },
    ],
    ["a common field is no ARN", "made-up:Thing", { resourceArn: "thing" }],
  ])("is null where %s", (_why, action, parameters) => {
    expect(findRequestResource(action, parameters, place)).toBeNull();
  });

  it("is the bare name where account or Region is unknown", () => {
    const nowhere = { ...place, region: null, account: null };
    expect(findRequestResource("lambda:Invoke", { functionName: "orders" }, nowhere)).toBe(
      "orders",
    );
    expect(findRequestResource("ec2:RunInstances", {}, nowhere)).toBeNull();
    expect(findRequestResource("s3:GetObject", { bucketName: "b" }, nowhere)).toBe(
      "arn:aws:s3:::b",
    );
  });

  it("takes the partition that it is given", () => {
    const china = { ...place, partition: "aws-cn", region: "cn-north-1" };
    expect(findRequestResource("s3:GetObject", { bucketName: "b", key: "k" }, china)).toBe(
      "arn:aws-cn:s3:::b/k",
    );
  });

  it("takes any parameters", () => {
    const action = fc.oneof(
      fc.constantFrom(...Object.keys(requestResourceTemplates).map((name) => `${name}:X`)),
      fc.string(),
    );
    fc.assert(
      fc.property(action, fc.jsonValue(), (iamAction, parameters) => {
        const resource = findRequestResource(iamAction, parameters, place);
        expect(resource === null || resource !== "").toBe(true);
      }),
    );
  });
});
