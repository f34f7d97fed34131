import { Duration } from "aws-cdk-lib";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { buildDenialEventPattern } from "../shared/cloudtrail/denial-event-pattern.ts";

export interface DenialRuleProps {
  readonly target: IFunction;
  /** Where EventBridge leaves an event that it could not hand over. */
  readonly undeliveredEvents: Queue;
  /** Denywatch's own roles, whose denials must never start it. */
  readonly ownRoleArns: readonly string[];
}

/**
 * The rule on the default bus, the only one that CloudTrail's events reach. Its state is the one that read-only calls
 * (Describe, Get, List) arrive with ("Receiving read-only management events from AWS services", EventBridge User
 * Guide); the CDK's own `Rule` cannot set it.
 */
export class DenialRule extends Construct {
  readonly rule: CfnRule;

  constructor(scope: Construct, id: string, props: DenialRuleProps) {
    super(scope, id);
    this.rule = new CfnRule(this, "Rule", {
      description: "Every denied call that CloudTrail records, read-only ones included.",
      eventPattern: buildDenialEventPattern({ ownRoleArns: props.ownRoleArns }),
      state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      targets: [
        {
          id: "alert-on-denial",
          arn: props.target.functionArn,
          deadLetterConfig: { arn: props.undeliveredEvents.queueArn },
          // EventBridge's own most, spelled out so that nobody shortens it unknowingly.
          retryPolicy: {
            maximumRetryAttempts: 185,
            maximumEventAgeInSeconds: Duration.hours(24).toSeconds(),
          },
        },
      ],
    });
    const eventBridge = new ServicePrincipal("events.amazonaws.com");
    props.target.addPermission("FromDenialRule", {
      principal: eventBridge,
      sourceArn: this.rule.attrArn,
    });
    props.undeliveredEvents.addToResourcePolicy(
      new PolicyStatement({
        sid: "FromDenialRule",
        principals: [eventBridge],
        actions: ["sqs:SendMessage"],
        resources: [props.undeliveredEvents.queueArn],
        conditions: { ArnEquals: { "aws:SourceArn": this.rule.attrArn } },
      }),
    );
  }
}
