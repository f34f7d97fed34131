import type { PolicyType } from "../denial/reason.ts";

/** CloudWatch's namespace of all metrics; each has the function's name as its dimension `service`. */
export const metricNamespace = "Denywatch";

/** Every metric of the `Denywatch` namespace, with what one count of it means. Alarms and the runbook use these names. */
export const metricNames = {
  DenialsSeen: "A denial that reached the pipeline",
  DenialsNew: "A fingerprint met for the first time",
  DenialsRepeated: "An occurrence of a known fingerprint",
  DuplicatesIgnored: "A copy of an event that was counted before",
  MessagesSent: "A message that Slack took",
  AlertsSent: "An alert that was told to all of its channels, alone or by name in a summary",
  AlertsPending: "An alert that was not told now, and that stays pending",
  DenialsMuted: "An occurrence that a mute kept quiet",
  DenialsBenign: "An occurrence that the benign catalogue kept quiet",
  WebhookRefused: "A webhook that is gone or refuses us: somebody must repair it",
  MessagesInvalid: "A message whose blocks Slack refused, sent as text",
  EventsIgnored: "An event that the rule let through and that is no denial",
  EventsMalformed: "An event that is no CloudTrail record",
  OwnDenials: "A denial of Denywatch's own roles, kept out of the pipeline",
  EventsRefused: "An event that claims to be from an account that did not send it, or not from AWS",
  EventsOutSent: "An event of ours that the bus took",
  EventsOutFailed: "An event of ours that the bus did not take within the invocation",
  TableDamaged: "An item in the table, read by a run, that cannot be read as it should be",
  ConfigInvalid: "A run that could not use the config or a mute in the table as it stands",
} as const;
export type MetricName = keyof typeof metricNames;

/** What is measured rather than counted; the unit is CloudWatch's word for it. */
export const measureNames = {
  AlertLatency: { unit: "Seconds", meaning: "From a new denial's event to Slack taking its alert" },
  OldestPendingAge: { unit: "Seconds", meaning: "How long the oldest pending alert has waited" },
  AlertsWaiting: { unit: "Count", meaning: "Alerts that are pending, up to 1,000" },
} as const;
export type MeasureName = keyof typeof measureNames;

/** Denials once more, with their policy type as a dimension of its own: nine values, and no more. */
export const policyTypeMetric = { name: "DenialsByPolicyType", dimension: "policyType" } as const;

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Log lines and metrics. Fields never hold a secret, a webhook's URL or a whole event. */
export interface Telemetry {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  count(metric: MetricName, by?: number): void;
  countPolicyType(policyType: PolicyType, by: number): void;
  measure(metric: MeasureName, value: number): void;
  /** Writes the metrics counted since the last flush. Called once an invocation. */
  flush(): void;
}
