import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { flushTelemetry } from "../flush-telemetry.ts";
import { type DeliverServices, deliverAlerts, type DeliverySummary } from "./deliver-alerts.ts";

export type DeliverHandler = (event: unknown, context: Context) => Promise<DeliverySummary>;

/** The Lambda handler over given services; the event that starts it says nothing. */
export function createHandler(services: DeliverServices): DeliverHandler {
  const handler = middy<unknown, DeliverySummary>()
    .use(flushTelemetry(services.telemetry))
    .handler((_event, context) =>
      deliverAlerts(services, () => context.getRemainingTimeInMillis()),
    );
  return (event, context) => handler(event, context);
}
