import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { CfnRule } from "aws-cdk-lib/aws-events";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { DeployConfig } from "../shared/config/deploy-schema.ts";
import type { IngestQueues } from "./ingest.ts";
import { nameResource } from "./name-resource.ts";
import { countedBy, countedByBoth, ruleFailures } from "./pipeline-metrics.ts";
import type { PipelineFunction } from "./pipeline-function.ts";

export interface WatchedHub {
  readonly alertOnDenial: PipelineFunction;
  readonly deliverAlerts: PipelineFunction;
  readonly queues: IngestQueues;
  readonly undeliveredEvents: Queue;
  readonly ownDenials: Queue;
  readonly rules: readonly CfnRule[];
  /** Whether the hub puts events of its own on a bus. */
  readonly tellsOthers: boolean;
}

/** One alarm. Its id is its section in docs/runbook.md, which says what it means, how to look and how to mend. */
interface AlarmDefinition {
  readonly id: string;
  readonly says: string;
  readonly metric: IMetric;
  /** At this and over it; `below`: under it. */
  readonly threshold: number;
  readonly below?: true;
  readonly periods?: number;
  /** Whether silence is bad news too. */
  readonly missingIsBad?: true;
}

/** Every alarm of the hub, each telling the topic when it begins and when it is over. */
export function createAlarms(
  scope: Construct,
  hub: WatchedHub,
  config: DeployConfig["alarms"],
  topic: Topic,
): readonly Alarm[] {
  return defineAlarms(hub, config).map((definition) => {
    const { id, says, metric, threshold, below, periods = 1, missingIsBad } = definition;
    const alarm = new Alarm(scope, id, {
      alarmDescription: `Denywatch: ${says} What to do: docs/runbook.md, "${id}".`,
      metric,
      threshold,
      comparisonOperator:
        below === true
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData:
        missingIsBad === true ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    return nameResource(alarm, id);
  });
}

function defineAlarms(hub: WatchedHub, config: DeployConfig["alarms"]): AlarmDefinition[] {
  const { alertOnDenial, deliverAlerts, queues, undeliveredEvents, ownDenials, rules } = hub;
  const fiveMinutes = { period: Duration.minutes(5) };
  const waiting = (queue: Queue) =>
    queue.metricApproximateNumberOfMessagesVisible({ ...fiveMinutes, statistic: "Maximum" });
  const backlog =
    queues.ingest === null
      ? // Milliseconds.
        { metric: asyncEventAge(alertOnDenial), threshold: 10 * 60_000 }
      : {
          metric: queues.ingest.metricApproximateAgeOfOldestMessage(fiveMinutes),
          threshold: 10 * 60,
        };
  return [
    {
      id: "CountingFails",
      says: "alert-on-denial ended with an error.",
      metric: alertOnDenial.lambda.metricErrors(fiveMinutes),
      threshold: 1,
    },
    {
      id: "DeliveryFails",
      says: "deliver-alerts ended with an error three times within five minutes.",
      metric: deliverAlerts.lambda.metricErrors(fiveMinutes),
      threshold: 3,
    },
    {
      id: "CountingThrottled",
      says: "alert-on-denial had to wait for concurrency.",
      metric: alertOnDenial.lambda.metricThrottles(fiveMinutes),
      threshold: 1,
      periods: 3,
    },
    {
      id: "EventsUndelivered",
      says: "EventBridge could not hand over events; they are in a queue.",
      metric: waiting(undeliveredEvents),
      threshold: 1,
    },
    {
      id: "EventsFailed",
      says: "events failed every try; they are in a queue.",
      metric: waiting(queues.failedEvents),
      threshold: 1,
    },
    {
      id: "RuleFails",
      says: "a rule failed to reach its target.",
      metric: ruleFailures(rules),
      threshold: 1,
    },
    {
      id: "EventBacklog",
      says: "events have waited over ten minutes to be counted.",
      ...backlog,
      periods: 2,
    },
    {
      id: "AlertsOverdue",
      says: `an alert has waited over ${config.oldestPendingMinutes} minutes, or nothing looks after them.`,
      metric: countedBy("deliver-alerts", "OldestPendingAge", "Maximum"),
      threshold: config.oldestPendingMinutes * 60,
      periods: 2,
      missingIsBad: true,
    },
    {
      id: "WebhookRefused",
      says: "a Slack webhook is gone or refuses messages.",
      metric: countedByBoth("WebhookRefused", "Refused"),
      threshold: 1,
    },
    {
      id: "OwnDenialsSeen",
      says: "Denywatch itself was denied something; what, is in a queue.",
      metric: waiting(ownDenials),
      threshold: 1,
    },
    {
      id: "ConfigInvalid",
      says: "the config in the table cannot be used; the last good one is in force.",
      metric: countedByBoth("ConfigInvalid", "Runs"),
      threshold: 1,
    },
    {
      id: "TableDamaged",
      says: "an item in the table cannot be read as it should be; the rest of it is used.",
      metric: countedByBoth("TableDamaged", "Items"),
      threshold: 1,
    },
    {
      id: "EventsMalformed",
      says: "events came that are no CloudTrail records, and were dropped.",
      metric: countedBy("alert-on-denial", "EventsMalformed"),
      threshold: 1,
    },
    {
      id: "EventsRefused",
      says: "an event claimed to be from an account that did not send it, and was dropped.",
      metric: countedBy("alert-on-denial", "EventsRefused"),
      threshold: 1,
    },
    ...(hub.tellsOthers ? [eventsOutFailed()] : []),
    ...(config.silenceHours === "off" ? [] : [silence(alertOnDenial, config.silenceHours)]),
  ];
}

/** A warning: Slack and the history have what the bus did not get, so that one bad moment of the bus is no alarm. */
function eventsOutFailed(): AlarmDefinition {
  return {
    id: "EventsOutFailed",
    says: "warning: for a quarter of an hour, the bus has not taken events of ours.",
    metric: countedByBoth("EventsOutFailed", "Dropped"),
    threshold: 1,
    periods: 3,
  };
}

function silence({ lambda }: PipelineFunction, hours: number): AlarmDefinition {
  return {
    id: "NoEvents",
    says: `not one event has come for ${hours} hours.`,
    metric: lambda.metricInvocations({ period: Duration.hours(1) }),
    threshold: 1,
    below: true,
    periods: hours,
    missingIsBad: true,
  };
}

function asyncEventAge({ lambda }: PipelineFunction): IMetric {
  return lambda.metric("AsyncEventAge", { statistic: "Maximum", period: Duration.minutes(5) });
}
