import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { deliverPending, type DeliverySummary } from "../../shared/delivery/deliver-pending.ts";
import type { DeliveryServices } from "../../shared/delivery/delivery-services.ts";
import { flushTelemetry } from "../flush-telemetry.ts";

export type DeliverHandler = (event: unknown, context: Context) => Promise<DeliverySummary>;

/** The Lambda handler over given services; the event that starts it says nothing. */
export function createHandler(services: DeliveryServices): DeliverHandler {
  const handler = middy<unknown, DeliverySummary>()
    .use(flushTelemetry(services.telemetry))
    .handler((_event, context) =>
      deliverPending(services, ["default"], () => context.getRemainingTimeInMillis()),
    );
  return (event, context) => handler(event, context);
}
