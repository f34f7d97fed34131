import middy from "@middy/core";
import type { Context, SQSBatchResponse } from "aws-lambda";
import { flushEvents } from "../flush-events.ts";
import { flushTelemetry } from "../flush-telemetry.ts";
import { type AlertOutcome, alertOnDenial } from "./alert-on-denial.ts";
import type { FunctionServices } from "./handle-occurrences.ts";
import { readInvocation } from "./read-invocation.ts";

/** Outcomes for an event; for an SQS batch, the messages that have to come again. */
export type AlertAnswer = readonly AlertOutcome[] | SQSBatchResponse;
export type AlertHandler = (event: unknown, context: Context) => Promise<AlertAnswer>;

/**
 * The Lambda handler over given services: what AWS calls, what the local alerter calls, and what the tests call.
 * It resolves for whatever an event holds and for whatever Slack does. Where the history cannot be written, a single
 * event rejects, and a batch names its messages, so that Lambda or SQS brings them again.
 */
export function createHandler(services: FunctionServices): AlertHandler {
  const handler = middy<unknown, AlertAnswer>()
    .use(flushTelemetry(services.telemetry))
    // The one used last ends first: what became of the events is counted before the metrics are written.
    .use(flushEvents(services.events))
    .handler(async (payload, context) => {
      const invocation = readInvocation(payload);
      const events =
        invocation.kind === "event"
          ? [invocation.event]
          : invocation.messages.map(({ event }) => event);
      const outcomes = await alertOnDenial(events, services, () =>
        context.getRemainingTimeInMillis(),
      );
      const failed = outcomes.filter((outcome) => outcome.kind === "failed");
      if (invocation.kind === "event") {
        if (failed[0] !== undefined) throw failed[0].error;
        return outcomes;
      }
      for (const { error } of failed) {
        services.telemetry.error("Cannot count denials of a batch; they will come again", {
          problem: error instanceof Error ? error.message : "unknown",
        });
      }
      const places = failed.flatMap((outcome) => outcome.events);
      return {
        batchItemFailures: places.flatMap((place) => {
          const messageId = invocation.messages[place]?.messageId;
          return messageId === undefined ? [] : [{ itemIdentifier: messageId }];
        }),
      };
    });
  return (event, context) => handler(event, context);
}
