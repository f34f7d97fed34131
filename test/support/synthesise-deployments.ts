import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, CfnResource, Stack } from "aws-cdk-lib";
import { Queue } from "aws-cdk-lib/aws-sqs";
import type { FunctionBundle } from "../../infra/bundle-function.ts";
import { createCheckedApp } from "../../infra/checked-app.ts";
import { composeStacks } from "../../infra/compose-stacks.ts";
import { projectFolder } from "../../infra/project-folder.ts";
import { parseConfig } from "../../shared/config/parse-config.ts";
import { type DeploymentName, deployments } from "./deployments.ts";
import type { StackArtifact, StackTemplate } from "./synthesise.ts";

const { context } = JSON.parse(readFileSync(join(projectFolder, "cdk.json"), "utf8")) as {
  readonly context: Record<string, unknown>;
};

/** The types of resources that there are. The CDK's validator compiles its rules again for each that is new to it. */
const resourceTypes = [
  ...["CloudFormation::CustomResource", "CloudFormation::StackSet"],
  ...["CloudFormation::WaitConditionHandle", "CloudWatch::Alarm", "CloudWatch::Dashboard"],
  ...["DynamoDB::GlobalTable", "Events::EventBus", "Events::EventBusPolicy", "Events::Rule"],
  ...["IAM::Role", "KMS::Key", "Lambda::EventInvokeConfig", "Lambda::EventSourceMapping"],
  ...["Lambda::Function", "Lambda::Permission", "Logs::LogGroup", "SNS::Subscription"],
  ...["SNS::Topic", "SNS::TopicPolicy", "SQS::Queue", "SQS::QueuePolicy"],
];

/** What came of every synth of a run. */
export interface Syntheses {
  readonly stacks: Readonly<Record<DeploymentName, readonly StackArtifact[]>>;
  /** What the synth of a stack that must not pass ended with. */
  readonly refusals: { readonly validation: string; readonly nag: string };
}

/** Synthesises each deployment. Throws with the findings of the CDK's validation and of cdk-nag. */
export function synthesiseDeployments(): Syntheses {
  const folder = mkdtempSync(join(tmpdir(), "denywatch-stacks-"));
  const createApp = (name: string): App => createCheckedApp(join(folder, name), context);
  const code = join(folder, "code");
  mkdirSync(code);
  writeFileSync(join(code, "handler.mjs"), "export const handler = async () => null;");
  const bundle: FunctionBundle = { folder: code, handler: "handler.handler", files: [] };
  const bundles = { alertOnDenial: bundle, deliverAlerts: bundle, pushConfig: bundle };
  const synthesiseOne = (name: DeploymentName): readonly StackArtifact[] => {
    const configJson = deployments[name];
    const app = createApp(name);
    composeStacks(app, { config: parseConfig(configJson), configJson, bundles });
    return app.synth().stacks.map((artifact) => ({
      name: artifact.stackName,
      account: artifact.environment.account,
      region: artifact.environment.region,
      terminationProtection: artifact.terminationProtection ?? false,
      template: artifact.template as StackTemplate,
    }));
  };
  try {
    const refusals = {
      // Every type at once, with nothing in it; and first, since it is what the validator then knows.
      validation: refusalOf(createApp("empty"), (stack) => {
        for (const type of resourceTypes) {
          new CfnResource(stack, type.replace("::", ""), { type: `AWS::${type}` });
        }
      }),
      nag: refusalOf(createApp("open"), (stack) => new Queue(stack, "WithoutTls")),
    };
    return {
      refusals,
      stacks: {
        bare: synthesiseOne("bare"),
        single: synthesiseOne("single"),
        regions: synthesiseOne("regions"),
        organization: synthesiseOne("organization"),
        queued: synthesiseOne("queued"),
        govcloud: synthesiseOne("govcloud"),
        china: synthesiseOne("china"),
        quiet: synthesiseOne("quiet"),
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function refusalOf(app: App, fill: (stack: Stack) => unknown): string {
  fill(new Stack(app, "Broken"));
  try {
    app.synth();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "";
}
