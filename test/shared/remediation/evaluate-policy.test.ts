import { expect, test } from "vitest";

import { evaluatePolicy } from "../../../shared/remediation/evaluate-policy.ts";
import type {
  EvaluatedStatement,
  PolicyRequest,
} from "../../../shared/remediation/evaluate-policy.ts";

const deploy = "arn:aws:iam::210987654321:role/Deploy";
const request: PolicyRequest = {
  principal: deploy,
  action: "s3:GetObject",
  resource: "arn:aws:s3:::orchard/a/b.zip",
  context: { "aws:principalarn": deploy },
};
const allow: EvaluatedStatement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

test.each<[string, Partial<EvaluatedStatement>, boolean]>([
  ["any resource", {}, true],
  ["the action in another case", { Action: "S3:getobject" }, true],
  ["a wildcard action", { Action: "s3:Get*" }, true],
  ["another action", { Action: "s3:GetObjectAcl" }, false],
  ["the very resource", { Resource: "arn:aws:s3:::orchard/a/b.zip" }, true],
  ["a resource in another case", { Resource: "arn:aws:s3:::orchard/A/b.zip" }, false],
  ["a star over slashes", { Resource: "arn:aws:s3:::orchard/*" }, true],
  ["one character", { Resource: "arn:aws:s3:::orchard/a/?.zip" }, true],
  ["a star over the first colons", { Resource: "arn:aws:*/b.zip" }, false],
  ["a star in the account", { Resource: "arn:aws:s3::*:orchard/a/b.zip" }, true],
  ["the role as principal", { Principal: { AWS: deploy } }, true],
  ["everybody as principal", { Principal: { AWS: "*" } }, true],
  ["the account as principal", { Principal: { AWS: "arn:aws:iam::210987654321:root" } }, true],
  ["another account", { Principal: { AWS: "arn:aws:iam::310987654321:root" } }, false],
  ["no wildcard in a principal", { Principal: { AWS: "arn:aws:iam::210987654321:role/*" } }, false],
  ["a condition that holds", { Condition: { ArnEquals: { "aws:PrincipalArn": deploy } } }, true],
  [
    "a condition with a wildcard",
    { Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/D*" } } },
    true,
  ],
  ["a condition that fails", { Condition: { StringEquals: { "aws:PrincipalArn": "x" } } }, false],
  ["a condition on an absent key", { Condition: { ArnLike: { "aws:SourceArn": "*" } } }, false],
  ["an unknown operator", { Condition: { StringLike: { "aws:PrincipalArn": "*" } } }, false],
])("evaluatePolicy() with %s", (_what, change, allowed) => {
  const statement = { ...allow, ...change };
  expect(evaluatePolicy([statement], request)).toBe(allowed ? "allow" : "implicit-deny");
});

test("evaluatePolicy() denies implicitly without statements", () => {
  expect(evaluatePolicy([], request)).toBe("implicit-deny");
});

test("evaluatePolicy() lets a Deny win wherever it stands", () => {
  const deny: EvaluatedStatement = { Effect: "Deny", Action: "s3:*", Resource: "*" };
  expect(evaluatePolicy([allow, deny], request)).toBe("explicit-deny");
  expect(evaluatePolicy([deny, allow], request)).toBe("explicit-deny");
});

test("evaluatePolicy() takes a Deny with an operator that it does not know as matching", () => {
  const deny: EvaluatedStatement = {
    Effect: "Deny",
    Action: "s3:*",
    Resource: "*",
    Condition: { Null: { "aws:TokenIssueTime": "true" } },
  };
  expect(evaluatePolicy([allow, deny], request)).toBe("explicit-deny");
});
