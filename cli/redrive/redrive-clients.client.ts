import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { noteFailedCalls } from "../aws-call.ts";
import type { AwsOptions } from "../aws-options.ts";

/** The clients that a redrive needs: sqs:ReceiveMessage, DeleteMessage and SendMessage, lambda:InvokeFunction. */
export function createRedriveClients(options: AwsOptions): {
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  readonly close: () => void;
} {
  const sqs = noteFailedCalls(new SQSClient(options));
  const lambda = noteFailedCalls(new LambdaClient(options));
  return {
    sqs,
    lambda,
    close: () => {
      sqs.destroy();
      lambda.destroy();
    },
  };
}
