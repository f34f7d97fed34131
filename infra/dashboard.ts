import { Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  Metric,
  PeriodOverride,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { policyTypes } from "../shared/denial/reason.ts";
import { metricNamespace, policyTypeMetric } from "../shared/telemetry/telemetry.ts";
import { nameResource } from "./name-resource.ts";
import { countedBy, countedByBoth } from "./pipeline-metrics.ts";
import type { PipelineFunction } from "./pipeline-function.ts";

const half = { width: 12, height: 6 };

/** One page for whoever is on call: what is denied, what was told, what waits, how late, and which alarms are on. */
export function createDashboard(
  scope: Construct,
  alertOnDenial: PipelineFunction,
  alarms: readonly Alarm[],
): Dashboard {
  const dashboard = new Dashboard(scope, "Dashboard", {
    defaultInterval: Duration.days(1),
    periodOverride: PeriodOverride.AUTO,
  });
  dashboard.addWidgets(
    new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width: 24, height: 3 }),
  );
  dashboard.addWidgets(
    new GraphWidget({
      title: "Denials by policy type",
      stacked: true,
      left: policyTypes.map(
        (policyType) =>
          new Metric({
            namespace: metricNamespace,
            metricName: policyTypeMetric.name,
            dimensionsMap: {
              service: "alert-on-denial",
              [policyTypeMetric.dimension]: policyType,
            },
            label: policyType,
            statistic: "Sum",
            period: Duration.minutes(5),
          }),
      ),
      ...half,
    }),
    new GraphWidget({
      title: "What became of them",
      left: [
        countedBy("alert-on-denial", "DenialsNew"),
        countedBy("alert-on-denial", "DenialsRepeated"),
        countedBy("alert-on-denial", "DenialsMuted"),
        countedBy("alert-on-denial", "DenialsBenign"),
        countedByBoth("AlertsSent", "AlertsSent"),
      ],
      ...half,
    }),
  );
  dashboard.addWidgets(
    rank("Loudest principals", "principal", alertOnDenial),
    rank("Most denied actions", "action", alertOnDenial),
  );
  dashboard.addWidgets(
    new GraphWidget({
      title: "From event to alert, seconds",
      left: ["p50", "p90", "p99"].map((statistic) =>
        countedBy("alert-on-denial", "AlertLatency", statistic).with({ label: statistic }),
      ),
      ...half,
    }),
    new GraphWidget({
      title: "What waits to be told",
      left: [countedBy("deliver-alerts", "AlertsWaiting", "Maximum")],
      right: [countedBy("deliver-alerts", "OldestPendingAge", "Maximum")],
      rightYAxis: { label: "seconds" },
      ...half,
    }),
  );
  return nameResource(dashboard, "Dashboard");
}

/** Ranked from the log: as dimensions of a metric, principals and actions would have no bound, and each a price. */
function rank(title: string, field: string, { logGroup }: PipelineFunction): LogQueryWidget {
  return new LogQueryWidget({
    title,
    logGroupNames: [logGroup.logGroupName],
    view: LogQueryVisualizationType.TABLE,
    queryLines: [
      'filter message = "Counted a denial"',
      `stats sum(added) as denials by ${field}`,
      "sort denials desc",
      "limit 10",
    ],
    ...half,
  });
}
