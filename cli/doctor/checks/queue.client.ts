import { GetQueueAttributesCommand, QueueDoesNotExist, type SQSClient } from "@aws-sdk/client-sqs";
import type { DeployedQueue } from "../deployment.ts";

/** How many messages wait in the queue, about; null where there is no such queue. */
export async function fetchWaiting(sqs: SQSClient, { url }: DeployedQueue): Promise<number | null> {
  try {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ["ApproximateNumberOfMessages"],
      }),
    );
    return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return null;
    throw error;
  }
}
