import { CfnEventBusPolicy, EventBus } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";
import { denialDetailTypes } from "../shared/cloudtrail/denial-event-pattern.ts";
import { nameResource } from "./name-resource.ts";

/** The bus has a name of its own, so that stacks of other Regions and accounts can tell its ARN. */
export const hubBusName = "denywatch";

/**
 * The bus that other Regions and accounts forward denials to. It is none of theirs: nothing forwards from it, so that no
 * event can go round. Forwarders of the hub's own account need no statement: their role's policy is enough.
 */
export function createHubBus(scope: Construct, organizationId: string | null): EventBus {
  const bus = nameResource(
    new EventBus(scope, "HubBus", {
      eventBusName: hubBusName,
      description: "Denials from other Regions and accounts, on their way to Denywatch.",
    }),
    "HubBus",
  );
  if (organizationId === null) return bus;
  const policy = new BusPolicy(scope, "HubBusPolicy", {
    eventBusName: bus.eventBusName,
    statementId: "DenialsOfTheOrganization",
    statement: {
      Sid: "DenialsOfTheOrganization",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "events:PutEvents",
      Resource: bus.eventBusArn,
      Condition: {
        StringEquals: {
          "aws:PrincipalOrgID": organizationId,
          "events:detail-type": [...denialDetailTypes],
        },
        // Nobody but AWS can put an event whose source begins so: only what CloudTrail delivered can be forwarded.
        StringLike: { "events:source": "aws.*" },
        // By a rule, and not by calling PutEvents ("Using IAM policy conditions", EventBridge User Guide).
        BoolIfExists: { "events:eventBusInvocation": "true" },
      },
    },
  });
  nameResource(policy, "HubBusPolicy");
  return bus;
}

/** A policy by its statement. cdk-nag asks for the deprecated property as well, and the CDK's own getter would warn. */
class BusPolicy extends CfnEventBusPolicy {
  override get principal(): undefined {
    return undefined;
  }
}
