import { Logger } from "@aws-lambda-powertools/logger";
import { MetricUnit, Metrics } from "@aws-lambda-powertools/metrics";
import type { PolicyType } from "../denial/reason.ts";
import { measureNames, metricNamespace, policyTypeMetric, type Telemetry } from "./telemetry.ts";

/** The telemetry of a Lambda function: JSON log lines, and metrics in CloudWatch's embedded metric format. */
export function createPowertoolsTelemetry(functionName: string): Telemetry {
  const logger = new Logger({ serviceName: functionName });
  const metrics = new Metrics({ namespace: metricNamespace, serviceName: functionName });
  const byPolicyType = new Map<PolicyType, number>();
  return {
    info: (message, fields = {}) => {
      logger.info(message, fields);
    },
    warn: (message, fields = {}) => {
      logger.warn(message, fields);
    },
    error: (message, fields = {}) => {
      logger.error(message, fields);
    },
    count: (metric, by = 1) => {
      metrics.addMetric(metric, MetricUnit.Count, by);
    },
    countPolicyType: (policyType, by) => {
      byPolicyType.set(policyType, (byPolicyType.get(policyType) ?? 0) + by);
    },
    measure: (metric, value) => {
      metrics.addMetric(metric, measureNames[metric].unit, value);
    },
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
      for (const [policyType, count] of byPolicyType) {
        // Lines of their own: a dimension applies to every metric of its line.
        metrics
          .singleMetric()
          .addDimension(policyTypeMetric.dimension, policyType)
          .addMetric(policyTypeMetric.name, MetricUnit.Count, count);
      }
      byPolicyType.clear();
    },
  };
}
