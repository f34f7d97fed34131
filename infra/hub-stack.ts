import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { CfnRule } from "aws-cdk-lib/aws-events";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import {
  buildDenialEventPattern,
  buildOwnDenialEventPattern,
} from "../shared/cloudtrail/denial-event-pattern.ts";
import type { Config } from "../shared/config/config-schema.ts";
import { environmentNames } from "../shared/config/environment-names.ts";
import { createAlarmTopic } from "./alarm-topic.ts";
import { createAlarms } from "./alarms.ts";
import { createAlertOnDenial } from "./alert-on-denial.ts";
import { createDashboard } from "./dashboard.ts";
import { createDeliverAlerts } from "./deliver-alerts.ts";
import { createDeliverySchedule } from "./delivery-schedule.ts";
import { createDenialRule } from "./denial-rule.ts";
import { createDeployedConfig } from "./deployed-config.ts";
import { allowRules, createDeadLetterQueue } from "./event-queue.ts";
import { createHistoryTable } from "./history-table.ts";
import { createHubBus } from "./hub-bus.ts";
import { connectIngest, createIngestQueues } from "./ingest.ts";
import { createMemberStackSet } from "./member-stack-set.ts";
import type { FunctionBundles, PipelineSurroundings } from "./pipeline-surroundings.ts";
import { planTopology } from "../shared/config/plan-topology.ts";

export interface HubStackProps extends StackProps {
  readonly config: Config;
  /** The config as it was written, which the functions read from the table. */
  readonly configJson: unknown;
  readonly bundles: FunctionBundles;
}

/** The hub: everything that one account and one Region need, and what others forward to. */
export class HubStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { config, configJson, bundles, ...props }: HubStackProps,
  ) {
    super(scope, id, {
      description: "Denywatch: tells Slack about every new AWS access denial.",
      terminationProtection: true,
      ...props,
    });
    const { deploy } = config;
    const key =
      deploy.kmsKeyArn === undefined ? null : Key.fromKeyArn(this, "Key", deploy.kmsKeyArn);

    // What is kept.
    const table = createHistoryTable(this, key);
    const undeliveredEvents = createDeadLetterQueue(this, "UndeliveredEvents", key);
    const ownDenials = createDeadLetterQueue(this, "OwnDenials", key);
    const queues = createIngestQueues(this, deploy.ingest, key);

    // What runs.
    const environment = {
      [environmentNames.tableName]: table.tableName,
      [environmentNames.webhookParameterName]: config.webhooks.default.parameterName,
    };
    const surroundings: PipelineSurroundings = { bundles, environment, table, key, config };
    const alertOnDenial = createAlertOnDenial(this, surroundings, queues);
    const deliverAlerts = createDeliverAlerts(this, surroundings);
    const readers = [alertOnDenial, deliverAlerts];
    const { pushConfig, deployed } = createDeployedConfig(this, surroundings, configJson, readers);
    const schedule = createDeliverySchedule(this, deliverAlerts.lambda);

    // The roles exist before either function and before the rules, so that all can name them.
    const ownRoleArns = [alertOnDenial.role.roleArn, deliverAlerts.role.roleArn];
    for (const { lambda } of [alertOnDenial, deliverAlerts]) {
      // A pattern has no room for one more; what only a deployment runs cannot go round.
      const roles = [...ownRoleArns, pushConfig.role.roleArn];
      lambda.addEnvironment(environmentNames.ownRoleArns, roles.join(","));
    }

    // What starts it.
    const target = {
      id: "alert-on-denial",
      arn: queues.ingest?.queueArn ?? alertOnDenial.lambda.functionArn,
    };
    const rule = (ruleId: string, description: string, busName: string | null): CfnRule =>
      createDenialRule(this, ruleId, {
        description,
        pattern: buildDenialEventPattern({ ownRoleArns }),
        busName,
        readOnlyEvents: deploy.readOnlyEvents,
        target,
        undeliveredEventsArn: undeliveredEvents.queueArn,
      });
    const denials = rule("Denials", "Every denied call that CloudTrail records here.", null);
    const bus = this.createBus(config);
    const forwarded =
      bus === null
        ? []
        : [rule("ForwardedDenials", "Denials from other Regions and accounts.", bus.eventBusName)];
    const rules = [denials, ...forwarded];
    connectIngest(this, queues, deploy.ingest, alertOnDenial, rules);
    // Nothing is told before the first config says what is muted, and where it belongs.
    for (const start of [schedule, ...rules]) start.node.addDependency(deployed);
    const ownRule = createDenialRule(this, "OwnDenialsRule", {
      description: "Denials of Denywatch's own roles: into a queue that an alarm watches.",
      pattern: buildOwnDenialEventPattern(ownRoleArns),
      busName: null,
      readOnlyEvents: deploy.readOnlyEvents,
      target: { id: "own-denials", arn: ownDenials.queueArn },
      undeliveredEventsArn: undeliveredEvents.queueArn,
    });
    allowRules(ownDenials, [ownRule.attrArn]);
    allowRules(
      undeliveredEvents,
      [...rules, ownRule].map(({ attrArn }) => attrArn),
    );

    // What watches it.
    const topic = createAlarmTopic(this, key, deploy.alarms.emails);
    const watched = { alertOnDenial, deliverAlerts, queues, undeliveredEvents, ownDenials, rules };
    const tellsOthers = config.events !== "off";
    const alarms = createAlarms(this, { ...watched, tellsOthers }, deploy.alarms, topic);
    const dashboard = createDashboard(this, alertOnDenial, alarms);

    this.tellTable(table);
    this.tell("FunctionName", "The function that alerts.", alertOnDenial.lambda.functionName);
    this.tell(
      "DeliveryFunctionName",
      "The function that runs every minute.",
      deliverAlerts.lambda.functionName,
    );
    this.tell("FunctionLog", "Its log group.", alertOnDenial.logGroup.logGroupName);
    this.tell(
      "DeliveryFunctionLog",
      "The log group of that function.",
      deliverAlerts.logGroup.logGroupName,
    );
    this.tell(
      "PushConfigLog",
      "The log group of what puts the config into the table.",
      pushConfig.logGroup.logGroupName,
    );
    this.tell("RuleName", "The rule that catches the denials.", denials.ref);
    this.tellQueue("UndeliveredEventsUrl", "What no function got.", undeliveredEvents);
    this.tellQueue("FailedEventsUrl", "What a function could not finish.", queues.failedEvents);
    this.tellQueue("OwnDenialsUrl", "What Denywatch itself was denied.", ownDenials);
    if (queues.ingest !== null) {
      this.tellQueue("IncomingEventsUrl", "What waits to be counted.", queues.ingest);
    }
    if (bus !== null) this.tell("BusName", "The bus that others forward to.", bus.eventBusName);
    this.tell("AlarmTopicArn", "Where alarms are told.", topic.topicArn);
    this.tell("DashboardName", "The dashboard.", dashboard.dashboardName);
  }

  /** Null where nothing is forwarded: one account and one Region need no bus. */
  private createBus({ deploy }: Config): ReturnType<typeof createHubBus> | null {
    const { forwarderRegions, memberRegions } = planTopology(deploy);
    const { organization } = deploy;
    if (forwarderRegions.length === 0 && organization === undefined) return null;
    const bus = createHubBus(this, organization?.id ?? null);
    if (organization !== undefined) {
      createMemberStackSet(this, {
        organization,
        regions: memberRegions,
        hubBusArn: bus.eventBusArn,
        readOnlyEvents: deploy.readOnlyEvents,
        permissionsBoundary: deploy.permissionsBoundary ?? null,
      }).node.addDependency(bus, this.node.findChild("HubBusPolicy"));
    }
    return bus;
  }

  private tellTable(table: TableV2): void {
    this.tell("TableName", "The table with the history.", table.tableName);
  }

  private tellQueue(id: string, description: string, queue: Queue): void {
    this.tell(id, description, queue.queueUrl);
  }

  private tell(id: string, description: string, value: string): void {
    new CfnOutput(this, id, { description, value });
  }
}
