import { CfnRule } from "aws-cdk-lib/aws-events";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";

/** Starts a function every minute. A run that cannot be started is not repeated: the next one does its work. */
export class DeliverySchedule extends Construct {
  constructor(scope: Construct, id: string, props: { readonly target: IFunction }) {
    super(scope, id);
    const rule = new CfnRule(this, "Rule", {
      description: "Every minute: tell what is still to be told.",
      scheduleExpression: "rate(1 minute)",
      state: "ENABLED",
      targets: [
        {
          id: "deliver-alerts",
          arn: props.target.functionArn,
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        },
      ],
    });
    props.target.addPermission("FromDeliverySchedule", {
      principal: new ServicePrincipal("events.amazonaws.com"),
      sourceArn: rule.attrArn,
    });
  }
}
