import { describe, expect, test } from "vitest";
import { findReconnaissance } from "../../../shared/delivery/find-reconnaissance.ts";
import { buildDenial } from "../../support/denials.ts";

const probes = [
  "s3:ListAllMyBuckets",
  "ec2:DescribeInstances",
  "iam:ListUsers",
  "lambda:ListFunctions",
  "secretsmanager:ListSecrets",
  "rds:DescribeDBInstances",
  "kms:ListKeys",
  "dynamodb:ListTables",
];

function calls(actions: readonly string[], count = 1) {
  return actions.map((iamAction) => ({
    denial: buildDenial({ action: { iamAction, text: iamAction } }),
    count,
  }));
}

describe("findReconnaissance()", () => {
  test("finds reads of many services, and gives the numbers", () => {
    expect(
      findReconnaissance([...calls(probes.slice(0, 7)), ...calls(["sqs:SendMessage"], 2)]),
    ).toEqual({
      services: 8,
      readShare: 7 / 8,
      callsEach: 9 / 8,
    });
  });

  test.each([
    ["enough denials", probes.slice(0, 6), true],
    ["too few denials", probes.slice(0, 5), false],
    [
      "too few services",
      ["s3:ListAllMyBuckets", "ec2:DescribeInstances", "iam:ListUsers", "kms:ListKeys"].concat(
        "ec2:DescribeVpcs",
        "ec2:DescribeImages",
        "s3:GetObject",
      ),
      false,
    ],
    ["one write in six", [...probes.slice(0, 5), "s3:PutObject"], true],
    ["two writes in six", [...probes.slice(0, 4), "s3:PutObject", "ec2:RunInstances"], false],
    ["nothing", [], false],
  ])("%s", (_, actions, expected) => {
    expect(findReconnaissance(calls(actions)) !== null).toBe(expected);
  });

  test.each([
    [3, true],
    [4, false],
  ])("with %i calls each", (count, expected) => {
    expect(findReconnaissance(calls(probes, count)) !== null).toBe(expected);
  });

  test.each([
    ["CloudTrail's flag", { eventName: "Frobnicate", readOnly: true }, 1],
    ["CloudTrail's flag, against the name", { eventName: "GetThing", readOnly: false }, 5 / 6],
    ["the name", { eventName: "DescribeThings", readOnly: null }, 1],
    ["the name of a write", { eventName: "CreateThing", readOnly: null }, 5 / 6],
  ])("judges an action that IAM does not know by %s", (_, facts, readShare) => {
    const denial = buildDenial({
      ...facts,
      eventSource: "orchard.amazonaws.com",
      action: { iamAction: null, text: null },
    });
    expect(findReconnaissance([...calls(probes.slice(0, 5)), { denial, count: 1 }])).toEqual({
      services: 6,
      readShare,
      callsEach: 1,
    });
  });
});
