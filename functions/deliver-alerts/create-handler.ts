import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { deliverPending, type DeliverySummary } from "../../shared/delivery/deliver-pending.ts";
import type { FunctionServices } from "../alert-on-denial/handle-occurrences.ts";
import { flushEvents } from "../flush-events.ts";
import { flushTelemetry } from "../flush-telemetry.ts";

export type DeliverHandler = (event: unknown, context: Context) => Promise<DeliverySummary>;

/** The Lambda handler over given services; the event that starts it says nothing. */
export function createHandler(services: FunctionServices): DeliverHandler {
  const handler = middy<unknown, DeliverySummary>()
    .use(flushTelemetry(services.telemetry))
    // The one used last ends first: what became of the events is counted before the metrics are written.
    .use(flushEvents(services.events))
    .handler(async (_event, context) => {
      const current = { ...services, ...(await services.settings()) };
      return await deliverPending(current, () => context.getRemainingTimeInMillis());
    });
  return (event, context) => handler(event, context);
}
