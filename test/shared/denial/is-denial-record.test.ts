import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLabelledCases } from "../../../bench/labelled-case.ts";
import type { CloudTrailRecord } from "../../../shared/cloudtrail/record.ts";
import { isDenialRecord } from "../../../shared/denial/is-denial-record.ts";

const record = (fields: Partial<CloudTrailRecord>): CloudTrailRecord => ({
  eventID: "0f0e0d0c",
  eventTime: "2026-03-01T05:00:00Z",
  eventSource: "dynamodb.amazonaws.com",
  eventName: "PutItem",
  userIdentity: {},
  requestParameters: null,
  responseElements: null,
  additionalEventData: undefined,
  ...fields,
});
const denied = "User: arn:aws:iam::210987654321:user/ida is not authorized to perform: x:Y";

describe("isDenialRecord()", () => {
  it.each<[string, Partial<CloudTrailRecord>]>([
    ["a denial's code alone", { errorCode: "AccessDenied" }],
    ["EC2's code", { errorCode: "Client.UnauthorizedOperation", errorMessage: "no" }],
    ["a code nobody listed", { errorCode: "OvenAccessDeniedError" }],
    ["a code in another case", { errorCode: "accessdenied" }],
    ["a network activity event", { errorCode: "VpceAccessDenied", eventType: "AwsVpceEvent" }],
    [
      "a bucket ACL under AuthFailure",
      { errorCode: "Client.AuthFailure", errorMessage: "ida must have WRITE" },
    ],
    [
      "another code whose message quotes a denial",
      { errorCode: "InvalidInputException", errorMessage: `Cannot bake: ${denied}` },
    ],
    ["a message without a code", { errorMessage: denied }],
    [
      "a nested SDK error",
      {
        errorCode: "InternalFailure",
        errorMessage:
          "Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 1)",
      },
    ],
    [
      "an error in responseElements",
      { responseElements: { errorCode: "AccessDenied", errorMessage: denied } },
    ],
    ["a message in responseElements", { responseElements: { errorMessage: denied } }],
    [
      "a role switch that was refused",
      {
        eventName: "SwitchRole",
        eventType: "AwsConsoleSignIn",
        errorCode: "AccessDenied",
        errorMessage: denied,
      },
    ],
    [
      "a denial that speaks of an invalid ARN",
      { errorCode: "AccessDenied", errorMessage: `${denied} on resource: invalid arn` },
    ],
    [
      "a service event",
      { eventType: "AwsServiceEvent", errorCode: "AccessDenied", errorMessage: "Access Denied" },
    ],
  ])("is true for %s", (_, fields) => {
    expect(isDenialRecord(record(fields))).toBe(true);
  });

  it.each<[string, Partial<CloudTrailRecord>]>([
    ["success", {}],
    [
      "a dry run that would have succeeded",
      {
        errorCode: "Client.DryRunOperation",
        errorMessage: "Request would have succeeded, but DryRun flag is set.",
      },
    ],
    ["throttling", { errorCode: "ThrottlingException", errorMessage: "Rate exceeded" }],
    ["an expired token", { errorCode: "ExpiredToken" }],
    ["an unregistered OIDC client", { errorCode: "UnauthorizedClientException" }],
    ["an expired link", { errorCode: "AccessDenied", errorMessage: "Request has expired" }],
    [
      "another Region's endpoint",
      {
        errorCode: "AccessDeniedException",
        errorMessage:
          "Operation is being called from endpoint us-west-2, but your identity region is us-east-1.",
      },
    ],
    [
      "a role without the permissions that a function needs",
      {
        errorCode: "InvalidParameterValueException",
        errorMessage:
          "The provided execution role does not have permissions to call CreateNetworkInterface on EC2",
      },
    ],
    ["an unknown access key", { errorCode: "UnrecognizedClientException" }],
    [
      "an expired portal session",
      { errorCode: "UnauthorizedException", errorMessage: "Session token not found or invalid" },
    ],
    [
      "bad EC2 credentials",
      {
        errorCode: "Client.AuthFailure",
        errorMessage: "AWS was not able to validate the provided access credentials",
      },
    ],
    [
      "a wrong Cognito password",
      { errorCode: "NotAuthorizedException", errorMessage: "Incorrect username or password." },
    ],
    [
      "invalid input under a denial's code",
      { errorCode: "AccessDenied", errorMessage: "invalid arn" },
    ],
    [
      "a service name that is none",
      {
        errorCode: "AccessDenied",
        errorMessage: "oven is not a valid AWS service name (Service Principal)",
      },
    ],
    [
      "a failed console sign-in",
      {
        eventName: "ConsoleLogin",
        errorMessage: "Failed authentication",
        responseElements: { ConsoleLogin: "Failure" },
      },
    ],
    [
      "a missing opt-in",
      { errorCode: "OptInRequired", errorMessage: "You are not subscribed to this service" },
    ],
    [
      "a missing thing",
      { errorCode: "NoSuchBucketPolicy", errorMessage: "The bucket policy does not exist" },
    ],
  ])("is false for %s", (_, fields) => {
    expect(isDenialRecord(record(fields))).toBe(false);
  });
});

const folder = join(import.meta.dirname, "../../../../shared/denials/visible");
const where = existsSync(folder)
  ? ""
  : " (skipped: the labelled records are not beside the project)";

describe.skipIf(!existsSync(folder))(`isDenialRecord() on labelled records${where}`, () => {
  it.each([
    ["events.jsonl", true],
    ["not_denials.jsonl", false],
  ])("judges all of %s", (name, expected) => {
    const cases = readLabelledCases(folder, name) ?? [];
    expect(cases.length).toBeGreaterThan(0);
    const wrong = cases.filter(
      (labelled) => isDenialRecord(labelled.record as CloudTrailRecord) !== expected,
    );
    expect(wrong.map((labelled) => labelled.id)).toEqual([]);
  });
});
