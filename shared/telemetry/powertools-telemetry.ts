import { Logger } from "@aws-lambda-powertools/logger";
import { MetricUnit, Metrics } from "@aws-lambda-powertools/metrics";
import type { Telemetry } from "./telemetry.ts";

/** The telemetry of a Lambda function: JSON log lines, and metrics in CloudWatch's embedded metric format. */
export function createPowertoolsTelemetry(functionName: string): Telemetry {
  const logger = new Logger({ serviceName: functionName });
  const metrics = new Metrics({ namespace: "Denywatch", serviceName: functionName });
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
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}
