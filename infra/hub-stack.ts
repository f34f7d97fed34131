import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { environmentNames } from "../shared/config/environment-names.ts";
import { createAlertOnDenial } from "./alert-on-denial.ts";
import type { FunctionBundle } from "./bundle-function.ts";
import { createDeadLetterQueue } from "./dead-letter-queue.ts";
import { createDeliverAlerts } from "./deliver-alerts.ts";
import { DeliverySchedule } from "./delivery-schedule.ts";
import { DenialRule } from "./denial-rule.ts";
import { createHistoryTable } from "./history-table.ts";
import type { HubConfig } from "./hub-config.ts";
import { buildWebhookStatements } from "./webhook-parameter.ts";

export interface HubStackProps extends StackProps {
  readonly config: HubConfig;
  readonly bundles: {
    readonly alertOnDenial: FunctionBundle;
    readonly deliverAlerts: FunctionBundle;
  };
}

/** The hub: everything that one account and one Region need. */
export class HubStack extends Stack {
  constructor(scope: Construct, id: string, { config, bundles, ...props }: HubStackProps) {
    super(scope, id, {
      description: "Denywatch: tells Slack about every new AWS access denial.",
      terminationProtection: true,
      ...props,
    });

    const table = createHistoryTable(this);
    const undeliveredEvents = createDeadLetterQueue(this, "UndeliveredEvents");
    const failedEvents = createDeadLetterQueue(this, "FailedEvents");

    const environment = {
      [environmentNames.tableName]: table.tableName,
      [environmentNames.webhookParameterName]: config.webhookParameterName,
    };
    const webhookStatements = buildWebhookStatements(this, config);
    const alertOnDenial = createAlertOnDenial(this, {
      bundle: bundles.alertOnDenial,
      environment,
      table,
      webhookStatements,
      failedEvents,
      reservedConcurrency: config.reservedConcurrency,
    });
    const deliverAlerts = createDeliverAlerts(this, {
      bundle: bundles.deliverAlerts,
      environment,
      table,
      webhookStatements,
    });

    // The roles exist before either function and before the rule, so that all three can name them.
    const ownRoleArns = [alertOnDenial.role.roleArn, deliverAlerts.role.roleArn];
    for (const { lambda } of [alertOnDenial, deliverAlerts]) {
      lambda.addEnvironment(environmentNames.ownRoleArns, ownRoleArns.join(","));
    }

    const denials = new DenialRule(this, "Denials", {
      target: alertOnDenial.lambda,
      undeliveredEvents,
      ownRoleArns,
    });
    new DeliverySchedule(this, "Delivery", { target: deliverAlerts.lambda });

    this.tell("TableName", "The table with the history.", table.tableName);
    this.tell("FunctionName", "The function that alerts.", alertOnDenial.lambda.functionName);
    this.tell("RuleName", "The rule that catches the denials.", denials.rule.ref);
    this.tell("UndeliveredEventsUrl", "What no function got.", undeliveredEvents.queueUrl);
    this.tell("FailedEventsUrl", "What a function could not finish.", failedEvents.queueUrl);
  }

  private tell(id: string, description: string, value: string): void {
    new CfnOutput(this, id, { description, value });
  }
}
