/**
 * The service principal that a role is passed to, by the call that passes it (event source and name, or all of a source's).
 * Only where the service's own guide leaves no doubt: `iam:PassedToService` must be exactly this.
 */
const services: Readonly<Record<string, string>> = {
  "bedrock.amazonaws.com": "bedrock.amazonaws.com",
  "cloudformation.amazonaws.com": "cloudformation.amazonaws.com",
  "codebuild.amazonaws.com": "codebuild.amazonaws.com",
  "codepipeline.amazonaws.com": "codepipeline.amazonaws.com",
  "ec2.amazonaws.com/AssociateIamInstanceProfile": "ec2.amazonaws.com",
  "ec2.amazonaws.com/ReplaceIamInstanceProfileAssociation": "ec2.amazonaws.com",
  "ec2.amazonaws.com/RequestSpotInstances": "ec2.amazonaws.com",
  "ec2.amazonaws.com/RunInstances": "ec2.amazonaws.com",
  "ec2.amazonaws.com/CreateFlowLogs": "vpc-flow-logs.amazonaws.com",
  "ecs.amazonaws.com/RegisterTaskDefinition": "ecs-tasks.amazonaws.com",
  "ecs.amazonaws.com/RunTask": "ecs-tasks.amazonaws.com",
  "ecs.amazonaws.com/StartTask": "ecs-tasks.amazonaws.com",
  "firehose.amazonaws.com": "firehose.amazonaws.com",
  "glue.amazonaws.com": "glue.amazonaws.com",
  "lambda.amazonaws.com/CreateFunction20150331": "lambda.amazonaws.com",
  "lambda.amazonaws.com/CreateFunction": "lambda.amazonaws.com",
  "lambda.amazonaws.com/UpdateFunctionConfiguration20150331v2": "lambda.amazonaws.com",
  "lambda.amazonaws.com/UpdateFunctionConfiguration": "lambda.amazonaws.com",
  "sagemaker.amazonaws.com": "sagemaker.amazonaws.com",
  "scheduler.amazonaws.com": "scheduler.amazonaws.com",
  "states.amazonaws.com": "states.amazonaws.com",
};

/** By event source and event name; "" for all of a source's. */
const servicesBySource = new Map<string, Map<string, string>>();
for (const [call, service] of Object.entries(services)) {
  const [source = "", name = ""] = call.split("/");
  const byName = servicesBySource.get(source) ?? new Map<string, string>();
  servicesBySource.set(source, byName.set(name, service));
}

/** The service principal that the call passes a role to; null where it is not known for certain. */
export function passedToService(
  eventSource: string | null,
  eventName: string | null,
): string | null {
  if (eventSource === null) return null;
  const byName = servicesBySource.get(eventSource);
  return byName?.get(eventName ?? "") ?? byName?.get("") ?? null;
}
