import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { eventInMessage } from "./event-in-message.ts";

/** Where events are brought back to: the queue that batches are taken from, or else the function itself. */
export type RedriveTarget =
  | { readonly kind: "queue"; readonly url: string }
  | { readonly kind: "function"; readonly name: string };

export interface Redriven {
  readonly moved: number;
  /** Messages without an event, left where they are. */
  readonly unreadable: number;
}

/**
 * Hands every event of a dead-letter queue to the target, and removes its message once the target has it. Stopped at any
 * point, it loses nothing: an event may come twice, and counts once. Throws where AWS refuses; what was moved is moved.
 */
export async function redriveQueue(
  { sqs, lambda }: { readonly sqs: SQSClient; readonly lambda: LambdaClient },
  queueUrl: string,
  target: RedriveTarget,
  onMoved: (moved: number) => void = () => undefined,
): Promise<Redriven> {
  const unreadable = new Set<string>();
  let moved = 0;
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        // What cannot be read must not come again within this run.
        VisibilityTimeout: 300,
        WaitTimeSeconds: 2,
      }),
    );
    if (Messages.length === 0) return { moved, unreadable: unreadable.size };
    for (const { MessageId = "", Body = "", ReceiptHandle } of Messages) {
      const event = eventInMessage(Body);
      if (event === null) {
        unreadable.add(MessageId);
        continue;
      }
      await hand(JSON.stringify(event), target);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      moved += 1;
      onMoved(moved);
    }
  }

  async function hand(event: string, to: RedriveTarget): Promise<void> {
    if (to.kind === "queue") {
      await sqs.send(new SendMessageCommand({ QueueUrl: to.url, MessageBody: event }));
      return;
    }
    await lambda.send(
      new InvokeCommand({
        FunctionName: to.name,
        // As EventBridge does: Lambda keeps the event, tries it thrice, and then leaves it in the queue again.
        InvocationType: "Event",
        Payload: new TextEncoder().encode(event),
      }),
    );
  }
}
