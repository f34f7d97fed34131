import { Duration } from "aws-cdk-lib";
import { CfnRule } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";
import type { EventPattern } from "../shared/cloudtrail/denial-event-pattern.ts";
import { nameResource } from "./name-resource.ts";

export interface DenialRuleProps {
  readonly description: string;
  readonly pattern: EventPattern;
  /** Null for the default bus, the only one that CloudTrail's own events reach. */
  readonly busName: string | null;
  readonly readOnlyEvents: boolean;
  readonly target: { readonly id: string; readonly arn: string; readonly roleArn?: string };
  /** Where EventBridge leaves an event that it could not hand over. */
  readonly undeliveredEventsArn: string;
}

/**
 * A rule whose target is tried for a day. Its state decides whether read-only calls (Describe, Get, List) arrive
 * ("Receiving read-only management events from AWS services", EventBridge User Guide); the CDK's own `Rule` cannot set it.
 */
export function createDenialRule(scope: Construct, id: string, props: DenialRuleProps): CfnRule {
  const rule = new CfnRule(scope, id, {
    description: props.description,
    eventPattern: props.pattern,
    ...(props.busName !== null && { eventBusName: props.busName }),
    state: props.readOnlyEvents ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED",
    targets: [
      {
        ...props.target,
        deadLetterConfig: { arn: props.undeliveredEventsArn },
        // EventBridge's own most, spelled out so that nobody shortens it unknowingly.
        retryPolicy: {
          maximumRetryAttempts: 185,
          maximumEventAgeInSeconds: Duration.hours(24).toSeconds(),
        },
      },
    ],
  });
  return nameResource(rule, id);
}
