import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { answerTimeout } from "./answer-timeout.ts";
import { noteFailedCalls } from "./aws-call.ts";
import type { AwsOptions } from "./aws-options.ts";

/** The hub stack's name in `infra/app.ts`. */
export const defaultStackName = "Denywatch";

/** A stack's outputs by name: `TableName`, `FunctionName`, ... */
export type StackOutputs =
  | { readonly kind: "outputs"; readonly values: ReadonlyMap<string, string> }
  /** CloudFormation knows no such stack in this Region. */
  | { readonly kind: "no-stack"; readonly region: string };

/** Asks CloudFormation for a stack's outputs. Needs cloudformation:DescribeStacks. */
export async function readStackOutputs(
  stackName: string,
  options: AwsOptions,
): Promise<StackOutputs> {
  const client = noteFailedCalls(
    new CloudFormationClient({ ...options, requestHandler: answerTimeout }),
  );
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const outputs = Stacks.flatMap(({ Outputs = [] }) => Outputs);
    return {
      kind: "outputs",
      values: new Map(
        outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
      ),
    };
  } catch (error) {
    if (isNoStack(error)) return { kind: "no-stack", region: await client.config.region() };
    throw error;
  } finally {
    client.destroy();
  }
}

/** CloudFormation has no exception of its own for it ("DescribeStacks", CloudFormation API Reference). */
function isNoStack(error: unknown): boolean {
  return (
    error instanceof CloudFormationServiceException &&
    error.name === "ValidationError" &&
    error.message.includes("does not exist")
  );
}
