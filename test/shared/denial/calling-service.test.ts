import { expect, test } from "vitest";
import { callingServiceOf } from "../../../shared/denial/calling-service.ts";

test.each([
  [{ invokedBy: "athena.amazonaws.com" }, "198.51.100.7", "athena.amazonaws.com"],
  [{ invokedBy: "AWS Internal" }, "AWS Internal", "AWS Internal"],
  [{ invokedBy: "" }, "lambda.amazonaws.com", "lambda.amazonaws.com"],
  [{}, "lambda.amazonaws.com", "lambda.amazonaws.com"],
  [{}, "AWS Internal/3", "AWS Internal"],
  [{}, "198.51.100.7", null],
  [{}, undefined, null],
])("callingServiceOf(%j) from %j is %j", (userIdentity, sourceIPAddress, service) => {
  expect(callingServiceOf({ userIdentity, sourceIPAddress })).toBe(service);
});
