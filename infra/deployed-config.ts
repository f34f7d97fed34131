import { CustomResource, Duration, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { configItemKey } from "../shared/config/config-item-key.ts";
import { buildKeyStatements } from "./key-statements.ts";
import { nameResource } from "./name-resource.ts";
import { PipelineFunction } from "./pipeline-function.ts";
import type { PipelineSurroundings } from "./pipeline-surroundings.ts";

/**
 * Puts the config file into the table when it has changed since the last deployment, so that the functions go by what
 * was deployed. A config that was pushed since stays in force until then. It comes after the functions that read it:
 * code of before an upgrade may not know what the new file says.
 */
export function createDeployedConfig(
  scope: Construct,
  { bundles, environment, table, key, config }: PipelineSurroundings,
  configJson: unknown,
  readers: readonly PipelineFunction[],
): { readonly pushConfig: PipelineFunction; readonly deployed: CustomResource } {
  const pushConfig = new PipelineFunction(scope, "PushConfig", {
    description: "Puts the deployed config file into the table. Runs during a deployment only.",
    bundle: bundles.pushConfig,
    environment,
    timeout: Duration.seconds(30),
    reservedConcurrency: null,
    logRetentionDays: config.deploy.logRetentionDays,
    key,
    statements: [
      new PolicyStatement({
        sid: "WriteConfig",
        actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
        resources: [table.tableArn],
        // The items of the history are none of its business.
        conditions: {
          "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [configItemKey.pk] },
        },
      }),
      ...buildKeyStatements(Stack.of(scope), key, ["dynamodb"]),
    ],
  });
  const deployed = new CustomResource(scope, "DeployedConfig", {
    resourceType: "Custom::DenywatchConfig",
    serviceToken: pushConfig.lambda.functionArn,
    serviceTimeout: Duration.minutes(2),
    properties: { Config: JSON.stringify(configJson) },
  });
  // The function itself: its permissions wait for the rules, and these for the config.
  deployed.node.addDependency(...readers.flatMap(({ lambda }) => lambda.node.defaultChild ?? []));
  nameResource(deployed, "DeployedConfig");
  return { pushConfig, deployed };
}
