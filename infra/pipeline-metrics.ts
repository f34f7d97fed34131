import { Duration, Fn } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { CfnRule } from "aws-cdk-lib/aws-events";
import {
  type MeasureName,
  type MetricName,
  metricNamespace,
} from "../shared/telemetry/telemetry.ts";

/** The functions' names as their metrics have them, in the dimension `service`. */
export const serviceNames = ["alert-on-denial", "deliver-alerts"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** A metric that one function counts. */
export function countedBy(
  service: ServiceName,
  metricName: MetricName | MeasureName,
  statistic = "Sum",
  period = Duration.minutes(5),
): Metric {
  return new Metric({
    namespace: metricNamespace,
    metricName,
    dimensionsMap: { service },
    statistic,
    period,
  });
}

/** A metric that both functions count, added up. */
export function countedByBoth(metricName: MetricName, label: string): MathExpression {
  return addUp(
    label,
    serviceNames.map((service) => countedBy(service, metricName)),
  );
}

/** What EventBridge counts of rules. On a custom bus a rule's metrics carry the bus's name as well. */
export function ruleFailures(rules: readonly CfnRule[]): MathExpression {
  return addUp(
    "Failed",
    rules.map(
      (rule) =>
        new Metric({
          namespace: "AWS/Events",
          metricName: "FailedInvocations",
          dimensionsMap: {
            ...(rule.eventBusName !== undefined && { EventBusName: rule.eventBusName }),
            // On a custom bus, Ref is "bus|rule".
            RuleName: ruleNameOf(rule),
          },
          statistic: "Sum",
          period: Duration.minutes(5),
        }),
    ),
  );
}

function addUp(label: string, metrics: readonly IMetric[]): MathExpression {
  const names = metrics.map((_, index) => `m${index}`);
  return new MathExpression({
    label,
    // A metric that was never sent has no zero of its own.
    expression: names.map((name) => `FILL(${name}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [names[index] ?? "", metric])),
    period: Duration.minutes(5),
  });
}

/** A rule's name: the last part of its ARN, which on every bus comes after the last slash. */
function ruleNameOf(rule: CfnRule): string {
  const parts = Fn.split("/", rule.attrArn);
  return Fn.select(rule.eventBusName === undefined ? 1 : 2, parts);
}
