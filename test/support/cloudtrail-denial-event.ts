/** EventBridge's event of a denied S3 read, with the given CloudTrail event ID. */
export function buildDenialEvent(eventID: string): Readonly<Record<string, unknown>> {
  const eventTime = "2026-10-05T08:15:30Z";
  const account = "444455556666";
  return {
    version: "0",
    id: "0d3c1c1e-57a5-4dc5-a0fc-3c1d0d3f0f11",
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.s3",
    account,
    time: eventTime,
    region: "eu-west-1",
    resources: [],
    detail: {
      eventVersion: "1.11",
      eventID,
      eventTime,
      eventSource: "s3.amazonaws.com",
      eventName: "GetObject",
      eventType: "AwsApiCall",
      eventCategory: "Data",
      awsRegion: "eu-west-1",
      recipientAccountId: account,
      sourceIPAddress: "192.0.2.10",
      userAgent: "aws-cli/2.27.0",
      requestParameters: { bucketName: "quarterly-figures", key: "2026/q3.csv" },
      responseElements: null,
      errorCode: "AccessDenied",
      errorMessage: `User: arn:aws:sts::${account}:assumed-role/Reporting/nightly is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::quarterly-figures/2026/q3.csv" because no identity-based policy allows the s3:GetObject action`,
      userIdentity: {
        type: "AssumedRole",
        principalId: "AROAEXAMPLEEXAMPLE:nightly",
        arn: `arn:aws:sts::${account}:assumed-role/Reporting/nightly`,
        accountId: account,
        sessionContext: {
          sessionIssuer: {
            type: "Role",
            arn: `arn:aws:iam::${account}:role/Reporting`,
            accountId: account,
            userName: "Reporting",
          },
        },
      },
    },
  };
}
