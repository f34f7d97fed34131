import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { deliverPending, type DeliverySummary } from "../../shared/delivery/deliver-pending.ts";
import { resolveQuiet } from "../../shared/delivery/resolve-quiet.ts";
import { tellDigests } from "../../shared/delivery/tell-digests.ts";
import type { FunctionServices } from "../alert-on-denial/handle-occurrences.ts";
import { flushEvents } from "../flush-events.ts";
import { flushTelemetry } from "../flush-telemetry.ts";

export interface DeliverAnswer extends DeliverySummary {
  /** Denials that were told and have been quiet: marked as resolved. */
  readonly resolved: number;
  /** The channels that got their digest. */
  readonly digests: readonly string[];
}
export type DeliverHandler = (event: unknown, context: Context) => Promise<DeliverAnswer>;

/** The Lambda handler over given services; the event that starts it says nothing. */
export function createHandler(services: FunctionServices): DeliverHandler {
  const handler = middy<unknown, DeliverAnswer>()
    .use(flushTelemetry(services.telemetry))
    // The one used last ends first: what became of the events is counted before the metrics are written.
    .use(flushEvents(services.events))
    .handler(async (_event, context) => {
      const current = { ...services, ...(await services.settings()) };
      const remaining = (): number => context.getRemainingTimeInMillis();
      const delivered = await deliverPending(current, remaining);
      const resolved = await resolveQuiet(current);
      const digests = await tellDigests(current, remaining);
      await services.refreshAccountNames();
      return { ...delivered, resolved, digests };
    });
  return (event, context) => handler(event, context);
}
