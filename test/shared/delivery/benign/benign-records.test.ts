import { expect, it } from "vitest";
import { cloudTrailRecordSchema } from "../../../../shared/cloudtrail/record.ts";
import { findBenign } from "../../../../shared/delivery/benign/find-benign.ts";
import { explainRecord } from "../../../../shared/denial/explain-record.ts";

const account = "210987654321";

/** A record as CloudTrail writes it: what the catalogue asks for must be what explaining such a record finds. */
function findIn(record: object): string | undefined {
  const denial = explainRecord(
    cloudTrailRecordSchema.parse({
      eventVersion: "1.11",
      eventID: "5d1b7c20-93f4-4f0e-8a6b-0c2e7d4f9a13",
      eventTime: "2026-03-04T05:06:07Z",
      awsRegion: "eu-west-1",
      recipientAccountId: account,
      errorCode: "AccessDenied",
      sourceIPAddress: "198.51.100.7",
      readOnly: true,
      ...record,
    }),
  );
  return findBenign(denial, { disable: [], enable: [] })?.id;
}

function session(path: string, role: string, invokedBy?: string): object {
  return {
    type: "AssumedRole",
    arn: `arn:aws:sts::${account}:assumed-role/${role}/session`,
    accountId: account,
    sessionContext: {
      sessionIssuer: { type: "Role", arn: `arn:aws:iam::${account}:role/${path}${role}` },
    },
    ...(invokedBy === undefined ? {} : { invokedBy }),
  };
}

const explorer = "resource-explorer-2.amazonaws.com";
const browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";

it.each<[string, object, string | undefined]>([
  [
    "Resource Explorer listing a service that nobody uses",
    {
      eventSource: "iotfleetwise.amazonaws.com",
      eventName: "ListCampaigns",
      sourceIPAddress: explorer,
      userAgent: explorer,
      userIdentity: session(
        `aws-service-role/${explorer}/`,
        "AWSServiceRoleForResourceExplorer",
        explorer,
      ),
    },
    "resource-explorer",
  ],
  [
    "AWS Config looking for its bucket",
    {
      eventSource: "s3.amazonaws.com",
      eventName: "HeadBucket",
      errorMessage: "Access Denied",
      sourceIPAddress: "config.amazonaws.com",
      userAgent: "config.amazonaws.com",
      userIdentity: session("", "Recorder", "config.amazonaws.com"),
    },
    "config-delivery-check",
  ],
  [
    "log delivery looking for its bucket",
    {
      eventSource: "s3.amazonaws.com",
      eventName: "HeadBucket",
      sourceIPAddress: "delivery.logs.amazonaws.com",
      userAgent: "delivery.logs.amazonaws.com",
      userIdentity: { type: "AWSService", invokedBy: "delivery.logs.amazonaws.com" },
    },
    "log-delivery-check",
  ],
  [
    "the notification bell of a console",
    {
      eventSource: "notifications.amazonaws.com",
      eventName: "ListNotificationHubs",
      userAgent: browser,
      sessionCredentialFromConsole: "true",
      userIdentity: session("", "developer"),
    },
    "console-navigation",
  ],
  [
    "a person opening a bucket in the console",
    {
      eventSource: "s3.amazonaws.com",
      eventName: "ListObjects",
      userAgent: browser,
      userIdentity: session("", "developer"),
    },
    undefined,
  ],
  [
    "Macie where it is off",
    {
      eventSource: "macie2.amazonaws.com",
      eventName: "GetMacieSession",
      errorCode: "AccessDeniedException",
      errorMessage: "Macie is not enabled",
      userAgent: "aws-cli/2.27.0",
      userIdentity: session("", "developer"),
    },
    "macie-not-enabled",
  ],
])("%s", (_title, record, id) => {
  expect(findIn(record)).toBe(id);
});
