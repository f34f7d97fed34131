import type { LogFields, MetricName, Telemetry } from "../../shared/telemetry/telemetry.ts";

export interface MemoryTelemetry extends Telemetry {
  readonly lines: {
    readonly level: string;
    readonly message: string;
    readonly fields: LogFields;
  }[];
  readonly counts: Map<MetricName, number>;
}

/** Telemetry that a test can read: what was logged and counted. */
export function createMemoryTelemetry(): MemoryTelemetry {
  const lines: MemoryTelemetry["lines"] = [];
  const counts = new Map<MetricName, number>();
  const log =
    (level: string) =>
    (message: string, fields: LogFields = {}): void => {
      lines.push({ level, message, fields });
    };
  return {
    lines,
    counts,
    info: log("info"),
    warn: log("warn"),
    error: log("error"),
    count: (metric, by = 1) => {
      counts.set(metric, (counts.get(metric) ?? 0) + by);
    },
    flush: () => undefined,
  };
}
