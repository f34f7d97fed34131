import { GetQueueAttributesCommand, QueueDoesNotExist, type SQSClient } from "@aws-sdk/client-sqs";
import type { DeployedQueue } from "../deployment.ts";
import type { QueueFacts } from "./queue.ts";

/** How many messages wait in the queue, about, and its policy; null where there is no such queue. */
export async function fetchQueue(
  sqs: SQSClient,
  { url }: DeployedQueue,
): Promise<QueueFacts | null> {
  try {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ["ApproximateNumberOfMessages", "Policy"],
      }),
    );
    return {
      waiting: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
      policy: Attributes?.Policy ?? null,
    };
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return null;
    throw error;
  }
}
