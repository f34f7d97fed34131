import { expect, test } from "vitest";
import { isServiceName, serviceLabel } from "../../../shared/denial/service-name.ts";

test.each([
  ["lambda.amazonaws.com", true],
  ["ec2.cn-north-1.amazonaws.com.cn", true],
  ["access-grants.s3.amazonaws.com", true],
  ["amazonaws.com", false],
  [".amazonaws.com", false],
  ["evil.example/x.amazonaws.com", false],
  ["lambda.amazonaws.com.evil.example", false],
  ["Lambda <!channel>.amazonaws.com", false],
  ["198.51.100.7", false],
  ["", false],
])("isServiceName(%j) is %s", (text, expected) => {
  expect(isServiceName(text)).toBe(expected);
});

test.each([
  ["iam.amazonaws.com", "iam"],
  ["runtime.lex.amazonaws.com", "runtime.lex"],
  ["EC2.cn-north-1.amazonaws.com.cn", "ec2.cn-north-1"],
  ["custom.source", "custom.source"],
  ["", ""],
])("serviceLabel(%j) is %j", (eventSource, label) => {
  expect(serviceLabel(eventSource)).toBe(label);
});
