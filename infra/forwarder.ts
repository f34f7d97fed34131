import { Stack } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { buildDenialEventPattern } from "../shared/cloudtrail/denial-event-pattern.ts";
import { createDenialRule } from "./denial-rule.ts";
import { allowRules, createDeadLetterQueue } from "./event-queue.ts";
import { nameResource } from "./name-resource.ts";

export interface ForwarderProps {
  readonly hubBusArn: string;
  readonly readOnlyEvents: boolean;
}

/**
 * What a Region or account beside the hub's needs: a rule that forwards denials straight to the hub's bus, its role, and
 * a queue for what the bus did not take. The role's own denials are not forwarded: each would make the next.
 */
export function createForwarder(
  scope: Construct,
  props: ForwarderProps,
): { readonly queue: Queue } {
  const stack = Stack.of(scope);
  const queue = createDeadLetterQueue(scope, "UndeliveredEvents", null);
  const role = nameResource(
    new Role(scope, "ForwarderRole", {
      description: "Denywatch: lets the rule put denials on the hub's event bus.",
      assumedBy: new ServicePrincipal("events.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": stack.account },
          // Any rule of this account and Region: the rule's ARN cannot be known before the role's is.
          ArnLike: {
            "aws:SourceArn": stack.formatArn({
              service: "events",
              resource: "rule",
              resourceName: "*",
            }),
          },
        },
      }),
      inlinePolicies: {
        Work: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: "PutOnHubBus",
              actions: ["events:PutEvents"],
              resources: [props.hubBusArn],
            }),
          ],
        }),
      },
    }),
    "ForwarderRole",
  );
  const rule = createDenialRule(scope, "ForwardDenials", {
    description: "Forwards every denied call that CloudTrail records here to Denywatch's hub.",
    pattern: buildDenialEventPattern({ ownRoleArns: [role.roleArn] }),
    busName: null,
    readOnlyEvents: props.readOnlyEvents,
    target: { id: "hub", arn: props.hubBusArn, roleArn: role.roleArn },
    undeliveredEventsArn: queue.queueArn,
  });
  allowRules(queue, [rule.attrArn]);
  return { queue };
}
