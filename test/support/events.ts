import { randomUUID } from "node:crypto";

export type JsonObject = Record<string, unknown>;

/** A CloudTrail record of a denied S3 write by a deployment role, with the given fields replaced. */
export function buildRecord(overrides: JsonObject = {}): JsonObject {
  return {
    eventVersion: "1.11",
    userIdentity: {
      type: "AssumedRole",
      principalId: "AROAEXAMPLEORCHARD:build-7",
      arn: "arn:aws:sts::210987654321:assumed-role/Deploy/build-7",
      accountId: "210987654321",
      accessKeyId: "ASIAEXAMPLEORCHARD77",
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: "AROAEXAMPLEORCHARD",
          arn: "arn:aws:iam::210987654321:role/Deploy",
          accountId: "210987654321",
          userName: "Deploy",
        },
        attributes: { creationDate: "2026-03-04T05:00:00Z", mfaAuthenticated: "false" },
      },
    },
    eventTime: "2026-03-04T05:06:07Z",
    eventSource: "s3.amazonaws.com",
    eventName: "PutObject",
    awsRegion: "eu-west-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.27.0",
    errorCode: "AccessDenied",
    errorMessage:
      'User: arn:aws:sts::210987654321:assumed-role/Deploy/build-7 is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::orchard-artifacts/app.zip" because no identity-based policy allows the s3:PutObject action',
    requestParameters: { bucketName: "orchard-artifacts", key: "app.zip" },
    responseElements: null,
    requestID: "ORCHARD0REQUEST1",
    eventID: randomUUID(),
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: false,
    recipientAccountId: "210987654321",
    eventCategory: "Data",
    ...overrides,
  };
}

/** The record as EventBridge delivers it. */
export function buildEvent(record: JsonObject = buildRecord()): JsonObject {
  const recipient = record["recipientAccountId"];
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.s3",
    account: typeof recipient === "string" ? recipient : "210987654321",
    time: record["eventTime"],
    region: record["awsRegion"],
    resources: [],
    detail: record,
  };
}
