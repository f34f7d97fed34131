import { CfnRule } from "aws-cdk-lib/aws-events";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { nameResource } from "./name-resource.ts";

/** Starts a function every minute. A run that cannot be started is not repeated: the next one does its work. */
export function createDeliverySchedule(scope: Construct, target: IFunction): CfnRule {
  const rule = new CfnRule(scope, "EveryMinute", {
    description: "Every minute: tell what is still to be told.",
    scheduleExpression: "rate(1 minute)",
    state: "ENABLED",
    targets: [
      {
        id: "deliver-alerts",
        arn: target.functionArn,
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    ],
  });
  target.addPermission("FromSchedule", {
    principal: new ServicePrincipal("events.amazonaws.com"),
    sourceArn: rule.attrArn,
  });
  return nameResource(rule, "EveryMinute");
}
