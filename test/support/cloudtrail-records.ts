/** A CloudTrail record that reports a denial, as a log file has it: fields in CloudTrail's order. */
export function buildDenialRecord(
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return buildPlainRecord({
    errorCode: "AccessDenied",
    errorMessage:
      "User: arn:aws:sts::210987654321:assumed-role/Deploy/ci-42 is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:210987654321:orders with an explicit deny in a service control policy",
    ...changes,
  });
}

/** A CloudTrail record of a call that went well. */
export function buildPlainRecord(
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    eventVersion: "1.11",
    userIdentity: {
      type: "AssumedRole",
      principalId: "AROAEXAMPLEROLEID1234:ci-42",
      arn: "arn:aws:sts::210987654321:assumed-role/Deploy/ci-42",
      accountId: "210987654321",
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          arn: "arn:aws:iam::210987654321:role/Deploy",
          accountId: "210987654321",
          userName: "Deploy",
        },
      },
    },
    eventTime: "2026-03-04T05:06:07Z",
    eventSource: "sqs.amazonaws.com",
    eventName: "SendMessage",
    awsRegion: "eu-west-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.27.0",
    requestParameters: { queueUrl: "https://sqs.eu-west-1.amazonaws.com/210987654321/orders" },
    responseElements: null,
    requestID: "8f0d8d51-65f6-4a7b-8f7f-1c2f6c9f0a11",
    eventID: "0f6c2a34-7d1e-4b58-9c03-51a7e2b8d946",
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "210987654321",
    eventCategory: "Management",
    ...changes,
  };
}
