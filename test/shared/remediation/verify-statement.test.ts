import { expect, test } from "vitest";

import type { PolicyStatement } from "../../../shared/remediation/advice.ts";
import { verifyStatement } from "../../../shared/remediation/verify-statement.ts";

const deploy = "arn:aws:iam::210987654321:role/Deploy";
const queue = "arn:aws:sqs:eu-west-1:210987654321:orders";
const request = {
  principal: deploy,
  action: "sqs:SendMessage",
  resource: queue,
  context: { "aws:principalarn": deploy, "iam:passedtoservice": "lambda.amazonaws.com" },
};
const exact: PolicyStatement = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queue };
const inCondition = { ArnEquals: { "aws:PrincipalArn": deploy } };

test.each<[string, PolicyStatement]>([
  ["the exact action and resource", exact],
  ["a resource that has no level", { ...exact, Resource: "*" }],
  ["the caller as principal", { ...exact, Principal: { AWS: deploy } }],
  [
    "anyone, by a condition only the caller",
    { ...exact, Principal: { AWS: "*" }, Condition: inCondition },
  ],
  ["a trust policy", { Effect: "Allow", Action: "sqs:SendMessage", Principal: { AWS: deploy } }],
])("verifyStatement() accepts %s", (_what, statement) => {
  expect(verifyStatement(statement, request)).toBe(true);
});

test.each<[string, PolicyStatement]>([
  ["a wildcard action", { ...exact, Action: "sqs:*" }],
  ["a wildcard at the action's end", { ...exact, Action: "sqs:SendMessag?" }],
  ["another action", { ...exact, Action: "sqs:ReceiveMessage" }],
  ["another resource", { ...exact, Resource: `${queue}-2` }],
  ["a resource prefix", { ...exact, Resource: `${queue}*` }],
  ["every queue", { ...exact, Resource: "arn:aws:sqs:eu-west-1:210987654321:*" }],
  ["every Region", { ...exact, Resource: "arn:aws:sqs:*:210987654321:orders" }],
  ["every account", { ...exact, Resource: "arn:aws:sqs:eu-west-1:*:orders" }],
  ["everybody", { ...exact, Principal: { AWS: "*" } }],
  ["the whole account", { ...exact, Principal: { AWS: "arn:aws:iam::210987654321:root" } }],
  ["another role", { ...exact, Principal: { AWS: `${deploy}2` } }],
  [
    "a condition that this call does not meet",
    { ...exact, Condition: { StringEquals: { "aws:x": "y" } } },
  ],
])("verifyStatement() refuses %s", (_what, statement) => {
  expect(verifyStatement(statement, request)).toBe(false);
});
