import { expect, test } from "vitest";
import { partitionOf } from "../../../shared/denial/partition.ts";

test.each([
  ["eu-west-1", "aws"],
  ["cn-northwest-1", "aws-cn"],
  ["us-gov-east-1", "aws-us-gov"],
  ["eusc-de-east-1", "aws-eusc"],
  ["us-iso-east-1", "aws-iso"],
  ["us-isob-east-1", "aws-iso-b"],
  ["eu-isoe-west-1", "aws-iso-e"],
  ["us-isof-south-1", "aws-iso-f"],
  ["global", "aws"],
  ["", "aws"],
  [null, "aws"],
])("partitionOf(%j) is %s", (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});
