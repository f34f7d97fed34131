import { type App, Aws, Tags } from "aws-cdk-lib";
import type { Config } from "../shared/config/config-schema.ts";
import { boundRoles } from "./bound-roles.ts";
import { ForwarderStack } from "./forwarder-stack.ts";
import { hubBusName } from "./hub-bus.ts";
import { HubStack } from "./hub-stack.ts";
import type { FunctionBundles } from "./pipeline-surroundings.ts";
import { planTopology } from "../shared/config/plan-topology.ts";

export interface Deployment {
  readonly config: Config;
  readonly configJson: unknown;
  readonly bundles: FunctionBundles;
}

/** Every stack of a deployment: the hub, and a forwarder for each further Region and for the management account. */
export function composeStacks(app: App, deployment: Deployment): HubStack {
  const { deploy } = deployment.config;
  const { homeRegion, forwarderRegions, memberRegions } = planTopology(deploy);
  const { account, readOnlyEvents, permissionsBoundary, organization, tags } = deploy;
  const hub = new HubStack(app, "Denywatch", {
    ...deployment,
    env: {
      ...(account !== undefined && { account }),
      ...(homeRegion !== null && { region: homeRegion }),
    },
  });
  boundRoles(hub, permissionsBoundary ?? null);

  const forward = (name: string, ofAccount: string | undefined, region: string): void => {
    const stack = new ForwarderStack(app, `Denywatch-${name}${region}`, {
      // Told by name, not by reference: CloudFormation has none from one Region to another.
      hubBusArn: `arn:${Aws.PARTITION}:events:${homeRegion ?? ""}:${account ?? Aws.ACCOUNT_ID}:event-bus/${hubBusName}`,
      readOnlyEvents,
      env: { region, ...(ofAccount !== undefined && { account: ofAccount }) },
    });
    boundRoles(stack, permissionsBoundary ?? null);
    stack.addStackDependency(hub);
  };
  for (const region of forwarderRegions) forward("", account, region);
  if (organization?.managementAccount !== undefined) {
    for (const region of memberRegions)
      forward("Management-", organization.managementAccount, region);
  }
  for (const [key, value] of Object.entries(tags)) Tags.of(app).add(key, value);
  return hub;
}
