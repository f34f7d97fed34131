import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { noteFailedCalls } from "../aws-call.ts";
import type { AwsOptions } from "../aws-options.ts";

export type DoctorClients = ReturnType<typeof createDoctorClients>;

/** The clients of one Region; a call that gets no answer in `timeoutMilliseconds` fails, after one more try. */
export function createDoctorClients(options: AwsOptions, timeoutMilliseconds: number) {
  const settings = {
    ...options,
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: timeoutMilliseconds,
      requestTimeout: timeoutMilliseconds,
      throwOnRequestTimeout: true,
    },
  };
  const clients = {
    cloudFormation: noteFailedCalls(new CloudFormationClient(settings)),
    cloudTrail: noteFailedCalls(new CloudTrailClient(settings)),
    cloudWatch: noteFailedCalls(new CloudWatchClient(settings)),
    dynamoDb: noteFailedCalls(new DynamoDBClient(settings)),
    events: noteFailedCalls(new EventBridgeClient(settings)),
    lambda: noteFailedCalls(new LambdaClient(settings)),
    organizations: noteFailedCalls(new OrganizationsClient(settings)),
    sqs: noteFailedCalls(new SQSClient({ ...settings, useQueueUrlAsEndpoint: false })),
    ssm: noteFailedCalls(new SSMClient(settings)),
  };
  return {
    ...clients,
    close: (): void => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
