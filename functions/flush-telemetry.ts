import type middy from "@middy/core";
import type { Telemetry } from "../shared/telemetry/telemetry.ts";

/** Writes the metrics at the end of each invocation, however it ends, and names the error of one that failed. */
export function flushTelemetry(telemetry: Telemetry): middy.MiddlewareObj {
  return {
    after: () => {
      telemetry.flush();
    },
    onError: ({ error }) => {
      telemetry.error("Cannot finish an invocation; it will be tried again", {
        error: error?.name ?? "unknown",
        problem: error?.message ?? "",
      });
      telemetry.flush();
    },
  };
}
