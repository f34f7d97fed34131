import type { SQSBatchResponse } from "aws-lambda";
import type { AlertAnswer } from "../../functions/alert-on-denial/create-handler.ts";
import type { LambdaFunction } from "./lambda-function.ts";
import type { VirtualClock } from "./virtual-clock.ts";

const minute = 60_000;

/** As EventBridge has a function invoked: two more attempts, after a minute and after two, then the dead-letter queue. */
export async function bringEvent(
  event: unknown,
  alert: LambdaFunction<AlertAnswer>,
  clock: VirtualClock,
  deadLetters: unknown[],
): Promise<void> {
  for (const pause of [minute, 2 * minute, null]) {
    const invoked = await alert.invoke(event);
    if (invoked.kind === "answered") return;
    if (pause !== null) await clock.sleep(pause);
  }
  deadLetters.push(event);
}

/** As a queue has it invoked: what failed of a batch comes again after its visibility timeout, three times in all. */
export async function bringThroughQueue(
  events: readonly unknown[],
  alert: LambdaFunction<AlertAnswer>,
  clock: VirtualClock,
  deadLetters: unknown[],
): Promise<void> {
  let left = events.map((event, place) => ({ messageId: `m${place}`, event }));
  for (let receive = 0; receive < 3 && left.length > 0; receive += 1) {
    if (receive > 0) await clock.sleep(3 * minute);
    const invoked = await alert.invoke({
      Records: left.map(({ messageId, event }) => ({
        messageId,
        body: JSON.stringify(event),
        eventSource: "aws:sqs",
      })),
    });
    if (invoked.kind === "failed") continue;
    const { batchItemFailures } = invoked.answer as SQSBatchResponse;
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    left = left.filter(({ messageId }) => failed.has(messageId));
  }
  deadLetters.push(...left.map(({ event }) => event));
}
