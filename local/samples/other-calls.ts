import type { SampleCall } from "./sample-call.ts";
import { accounts, origins, role, user } from "./sample-identities.ts";

const { production, staging } = accounts;
const shipping = role(production, "shipping-service", "shipping-7f9c4d", origins.sdk);
const jo = user(staging, "jo", origins.cli);

/** Calls that went well or failed for other reasons: nobody is told about them. */
export const otherCalls: readonly SampleCall[] = [
  {
    title: "A call that went well",
    identity: shipping,
    service: "sqs",
    event: "ListQueues",
    errorCode: null,
    errorMessage: null,
    isReadOnly: true,
  },
  {
    title: "Throttled",
    identity: shipping,
    service: "ec2",
    event: "DescribeInstances",
    errorCode: "Client.RequestLimitExceeded",
    errorMessage: "Request limit exceeded.",
    isReadOnly: true,
  },
  {
    title: "A dry run that would have worked",
    identity: jo,
    service: "ec2",
    event: "StopInstances",
    errorCode: "Client.DryRunOperation",
    errorMessage: "Request would have succeeded, but DryRun flag is set.",
    requestParameters: { dryRun: true },
  },
  {
    title: "Expired credentials",
    identity: jo,
    service: "sts",
    event: "GetCallerIdentity",
    errorCode: "ExpiredToken",
    errorMessage: "The security token included in the request is expired",
    isReadOnly: true,
  },
  {
    title: "A bucket that does not exist",
    identity: jo,
    service: "s3",
    event: "GetBucketLocation",
    errorCode: "NoSuchBucket",
    errorMessage: "The specified bucket does not exist",
    requestParameters: { bucketName: "harbour-typo" },
    isReadOnly: true,
  },
];
