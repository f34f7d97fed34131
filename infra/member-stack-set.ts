import { Aws, CfnStackSet } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { DeployConfig } from "../shared/config/deploy-schema.ts";
import { buildMemberTemplate, memberParameters } from "./build-member-template.ts";
import { nameResource } from "./name-resource.ts";

export interface MemberStackSetProps {
  readonly organization: NonNullable<DeployConfig["organization"]>;
  readonly regions: readonly string[];
  readonly hubBusArn: string;
  readonly readOnlyEvents: boolean;
  readonly permissionsBoundary: string | null;
}

/** Puts a forwarder into every account and Region of the organization, and into each account that joins it. */
export function createMemberStackSet(scope: Construct, props: MemberStackSetProps): CfnStackSet {
  const { organization, regions, hubBusArn, ...template } = props;
  const stackSet = new CfnStackSet(scope, "Members", {
    stackSetName: "Denywatch-Members",
    description: "Denywatch: forwards the access denials of each account and Region to the hub.",
    permissionModel: "SERVICE_MANAGED",
    callAs: organization.callAs,
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
    managedExecution: { Active: true },
    capabilities: ["CAPABILITY_IAM"],
    operationPreferences: {
      regionConcurrencyType: "PARALLEL",
      maxConcurrentPercentage: 25,
      // One closed or broken account must not keep all others from being covered.
      failureTolerancePercentage: 25,
    },
    parameters: [
      { parameterKey: memberParameters.hubBusArn, parameterValue: hubBusArn },
      { parameterKey: memberParameters.hubAccount, parameterValue: Aws.ACCOUNT_ID },
    ],
    stackInstancesGroup: [
      {
        deploymentTargets: { organizationalUnitIds: [...organization.units] },
        regions: [...regions],
      },
    ],
    templateBody: buildMemberTemplate(template),
  });
  return nameResource(stackSet, "Members");
}
