import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { serviceNames } from "../../infra/pipeline-metrics.ts";
import { projectFolder } from "../../infra/project-folder.ts";
import { policyTypes } from "../../shared/denial/reason.ts";
import {
  measureNames,
  metricNames,
  metricNamespace,
  policyTypeMetric,
} from "../../shared/telemetry/telemetry.ts";
import { synthesiseHub, type SynthesisedStack } from "../support/synthesise.ts";

const hubs: Readonly<Record<string, SynthesisedStack>> = {
  single: await synthesiseHub("bare"),
  queued: await synthesiseHub("queued"),
  forwarded: await synthesiseHub("regions"),
};
const quiet = await synthesiseHub("quiet");
const expectedAlarms = [
  ...["AlertsOverdue", "ConfigInvalid", "CountingFails", "CountingThrottled", "DeliveryFails"],
  ...["EventBacklog", "EventsFailed", "EventsMalformed", "EventsOutFailed"],
  ...[
    "EventsRefused",
    "EventsUndelivered",
    "NoEvents",
    "OwnDenialsSeen",
    "RuleFails",
    "TableDamaged",
    "WebhookRefused",
  ],
];
const runbook = readFileSync(join(projectFolder, "docs/runbook.md"), "utf8");

interface MetricDefinition {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
}

function metricsOf(properties: Readonly<Record<string, unknown>>): readonly MetricDefinition[] {
  const parts = properties["Metrics"] as
    readonly { readonly MetricStat?: { readonly Metric: MetricDefinition } }[] | undefined;
  return (
    parts?.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []) ?? [
      properties as unknown as MetricDefinition,
    ]
  );
}

/** AWS's metrics that the alarms use, with their dimensions, from the services' user guides. */
const awsMetrics: Readonly<Record<string, readonly string[]>> = {
  "AWS/Lambda Errors": ["FunctionName"],
  "AWS/Lambda Throttles": ["FunctionName"],
  "AWS/Lambda Invocations": ["FunctionName"],
  "AWS/Lambda AsyncEventAge": ["FunctionName"],
  "AWS/SQS ApproximateNumberOfMessagesVisible": ["QueueName"],
  "AWS/SQS ApproximateAgeOfOldestMessage": ["QueueName"],
  "AWS/Events FailedInvocations": ["RuleName", "EventBusName RuleName"],
};

/** Where the code counts or measures a metric of the project's own. */
const sources = ["functions", "shared"].flatMap((folder) =>
  readdirSync(join(projectFolder, folder), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".ts") && !file.startsWith("telemetry"))
    .map((file) => readFileSync(join(projectFolder, folder, file), "utf8")),
);

describe.each(Object.entries(hubs))("the alarms of the hub, %s", (_name, hub) => {
  const alarms = hub.ofType("AWS::CloudWatch::Alarm");

  it("are all there", () => {
    expect(alarms.map(([id]) => id).sort()).toEqual(expectedAlarms);
  });

  it("tell the topic, not Slack, when they begin and when they end", () => {
    for (const [, { Properties }] of alarms) {
      expect(Properties["AlarmActions"]).toEqual([{ Ref: "AlarmTopic" }]);
      expect(Properties["OKActions"]).toEqual([{ Ref: "AlarmTopic" }]);
      expect(Properties["ActionsEnabled"]).not.toBe(false);
    }
  });

  it.each(alarms)("%s goes by a metric that is really sent, with its dimensions", (_id, alarm) => {
    for (const { Namespace, MetricName, Dimensions } of metricsOf(alarm.Properties)) {
      const dimensions = Dimensions.map(({ Name }) => Name).sort();
      if (Namespace !== metricNamespace) {
        expect(awsMetrics[`${Namespace} ${MetricName}`]).toContain(dimensions.join(" "));
        continue;
      }
      expect([...Object.keys(metricNames), ...Object.keys(measureNames)]).toContain(MetricName);
      const call = new RegExp(`(count|measure)\\(\\s*"${MetricName}"`);
      expect(
        sources.some((source) => call.test(source)),
        MetricName,
      ).toBe(true);
      expect(dimensions).toEqual(["service"]);
      expect(serviceNames).toContain(Dimensions[0]?.Value);
    }
  });

  it.each(alarms)("%s watches something of this very stack", (_id, alarm) => {
    for (const { Dimensions } of metricsOf(alarm.Properties)) {
      for (const { Name, Value } of Dimensions.filter((one) => one.Name !== "service")) {
        const id = /"(?:Ref|Fn::GetAtt)":(?:\["?)?"?(\w+)/.exec(JSON.stringify(Value))?.[1] ?? "";
        expect(Object.keys(hub.template.Resources), Name).toContain(id);
      }
    }
  });
});

describe("the names that the functions give their metrics", () => {
  it.each(serviceNames)("%s is the service of one of them", (service) => {
    const handler = join(projectFolder, "functions", service, "handler.ts");
    expect(readFileSync(handler, "utf8")).toContain(`"${service}"`);
  });
});

describe("the runbook", () => {
  it.each(expectedAlarms)("says of %s what it means, how to look and how to mend", (id) => {
    const section = runbook.split(/^## /m).find((text) => text.startsWith(`${id}\n`)) ?? "";
    expect(section).toMatch(/\*\*It means\*\*/);
    expect(section).toMatch(/\*\*Look\*\*/);
    expect(section).toMatch(/\*\*Mend\*\*/);
    expect(hubs["single"]?.properties(id)["AlarmDescription"]).toContain(
      `docs/runbook.md, "${id}"`,
    );
  });

  it("has no section of an alarm that is none", () => {
    const sections = [...runbook.matchAll(/^## ([A-Z][a-z]+[A-Z]\w+)$/gm)].map(([, id]) => id);
    expect(sections.filter((id) => !expectedAlarms.includes(id ?? ""))).toEqual([]);
  });
});

describe("the runbook's commands", () => {
  const outputs = Object.keys({
    ...hubs["single"]?.template.Outputs,
    ...hubs["queued"]?.template.Outputs,
  });
  const used = [...runbook.matchAll(/\b(?:out|logs) ([A-Z]\w+)/g)].map(([, name]) => name);

  it.each([...new Set(used)])("name %s, an output of the stack", (name) => {
    expect(outputs).toContain(name);
  });

  it("read a log from what is a log group", () => {
    const logs = [...runbook.matchAll(/\blogs ([A-Z]\w+)/g)].map(([, name]) => name ?? "");
    expect(logs.length).toBeGreaterThan(0);
    for (const name of logs) {
      expect(JSON.stringify(hubs["single"]?.template.Outputs[name])).toMatch(/"Ref":"\w+Log"/);
    }
  });

  it("look for a schedule by the logical ID that its name is made from", () => {
    const [, id = ""] = /contains\(Name, '(\w+)'\)/.exec(runbook) ?? [];
    expect(hubs["single"]?.template.Resources[id]?.Type).toBe("AWS::Events::Rule");
  });
});

describe("what a config can change", () => {
  it("the silence that is an alarm, or that none is", () => {
    expect(hubs["queued"]?.properties("NoEvents")).toMatchObject({
      Period: 3600,
      EvaluationPeriods: 48,
      TreatMissingData: "breaching",
      ComparisonOperator: "LessThanThreshold",
    });
    expect(Object.keys(quiet.template.Resources)).not.toContain("NoEvents");
  });

  it("that no events of its own go out, which then cannot fail", () => {
    expect(Object.keys(quiet.template.Resources)).not.toContain("EventsOutFailed");
  });

  it("how long an alert may wait, and that nothing measures it is an alarm too", () => {
    expect(quiet.properties("AlertsOverdue")).toMatchObject({
      Threshold: 600,
      TreatMissingData: "breaching",
    });
  });
});

describe("the dashboard", () => {
  const body = JSON.stringify(hubs["single"]?.properties("Dashboard")["DashboardBody"]);

  it("shows denials by every policy type, and by nothing that has no bound", () => {
    for (const policyType of policyTypes) expect(body).toContain(policyType);
    expect(body).toContain(policyTypeMetric.dimension);
    expect(body).toContain(policyTypeMetric.name);
    expect(body).toContain("stats sum(added) as denials by principal");
    expect(body).toContain("stats sum(added) as denials by action");
  });

  // In a metric widget: [namespace, name, dimension, value, ...], the names in quotes that are escaped once more.
  const drawn = [...body.matchAll(/\[\\+"Denywatch\\+",\\+"(\w+)\\+",([^\]{]*)/g)].map(
    ([, name = "", dimensions = ""]) => ({
      name,
      dimensions: [...dimensions.matchAll(/\\+"([\w-]+)\\+"/g)].map(([, text]) => text),
    }),
  );

  it("draws what the issue of a shift is: denials, alerts, what is quiet, what waits, how late", () => {
    expect([...new Set(drawn.map(({ name }) => name))].sort()).toEqual([
      ...["AlertLatency", "AlertsSent", "AlertsWaiting"],
      ...["DenialsBenign", "DenialsByPolicyType", "DenialsMuted", "DenialsNew", "DenialsRepeated"],
      "OldestPendingAge",
    ]);
  });

  it.each(drawn)("draws $name by $dimensions, which the code sends so", ({ name, dimensions }) => {
    const [first, value, second, service] = dimensions;
    if (name === policyTypeMetric.name) {
      expect([first, second]).toEqual([policyTypeMetric.dimension, "service"]);
      expect(policyTypes).toContain(value);
      expect(service).toBe("alert-on-denial");
      expect(sources.some((source) => source.includes("countPolicyType("))).toBe(true);
      return;
    }
    expect([...Object.keys(metricNames), ...Object.keys(measureNames)]).toContain(name);
    expect(first).toBe("service");
    expect(serviceNames).toContain(value);
    const call = new RegExp(`(count|measure)\\([^;]*"${name}"`);
    expect(sources.some((source) => call.test(source))).toBe(true);
  });

  it("ranks by fields of a line that the code logs, with what it counts", () => {
    const line = sources.find((source) => source.includes('"Counted a denial"')) ?? "";
    for (const field of ["principal", "action", "added"]) {
      expect(line).toMatch(new RegExp(`\\b${field}\\b`));
    }
    expect(body).toContain("filter message = ");
  });
});
