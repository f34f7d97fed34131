import type { PolicyType } from "../../shared/denial/reason.ts";
import type {
  LogFields,
  MeasureName,
  MetricName,
  Telemetry,
} from "../../shared/telemetry/telemetry.ts";

export interface MemoryTelemetry extends Telemetry {
  readonly lines: {
    readonly level: string;
    readonly message: string;
    readonly fields: LogFields;
  }[];
  readonly counts: Map<MetricName, number>;
  readonly policyTypes: Map<PolicyType, number>;
  readonly measures: (readonly [MeasureName, number])[];
}

/** Telemetry that a test can read: what was logged and counted. */
export function createMemoryTelemetry(): MemoryTelemetry {
  const lines: MemoryTelemetry["lines"] = [];
  const counts = new Map<MetricName, number>();
  const policyTypes: MemoryTelemetry["policyTypes"] = new Map();
  const measures: MemoryTelemetry["measures"] = [];
  const log =
    (level: string) =>
    (message: string, fields: LogFields = {}): void => {
      lines.push({ level, message, fields });
    };
  return {
    lines,
    counts,
    policyTypes,
    measures,
    info: log("info"),
    warn: log("warn"),
    error: log("error"),
    count: (metric, by = 1) => {
      counts.set(metric, (counts.get(metric) ?? 0) + by);
    },
    countPolicyType: (policyType, by) => {
      policyTypes.set(policyType, (policyTypes.get(policyType) ?? 0) + by);
    },
    measure: (metric, value) => {
      measures.push([metric, value]);
    },
    flush: () => undefined,
  };
}
