import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { flushTelemetry } from "../flush-telemetry.ts";
import { type AlertOutcome, type AlertServices, alertOnDenial } from "./alert-on-denial.ts";

export type AlertHandler = (event: unknown, context: Context) => Promise<readonly AlertOutcome[]>;

/**
 * The Lambda handler over given services: what AWS calls, what the local alerter calls, and what the tests call.
 * It resolves for whatever an event holds and for whatever Slack does, and rejects where the history cannot be written.
 */
export function createHandler(services: AlertServices): AlertHandler {
  const handler = middy<unknown, readonly AlertOutcome[]>()
    .use(flushTelemetry(services.telemetry))
    .handler((event, context) =>
      alertOnDenial([event], services, () => context.getRemainingTimeInMillis()),
    );
  return (event, context) => handler(event, context);
}
