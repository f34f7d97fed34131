import { Duration, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { buildEventsOutStatements } from "./events-out-statements.ts";
import { buildKeyStatements } from "./key-statements.ts";
import { PipelineFunction } from "./pipeline-function.ts";
import type { PipelineSurroundings } from "./pipeline-surroundings.ts";
import { buildTableStatements } from "./table-statements.ts";
import { buildWebhookStatements } from "./webhook-statements.ts";

/** A turn at the webhook, two posts and the writes, and still over before the lease on an alert is (one minute). */
export const alertTimeout = Duration.seconds(30);

/** The function that counts each denial and tells what is new. `queues`: what it takes events from, and leaves them in. */
export function createAlertOnDenial(
  scope: Construct,
  surroundings: PipelineSurroundings,
  queues: { readonly ingest: Queue | null; readonly failedEvents: Queue },
): PipelineFunction {
  const { bundles, environment, table, key, config } = surroundings;
  const stack = Stack.of(scope);
  return new PipelineFunction(scope, "AlertOnDenial", {
    description: "Counts each access denial in the history, and tells Slack about what is new.",
    bundle: bundles.alertOnDenial,
    environment,
    timeout: alertTimeout,
    reservedConcurrency: config.deploy.reservedConcurrency ?? null,
    logRetentionDays: config.deploy.logRetentionDays,
    key,
    statements: [
      ...buildTableStatements(
        table,
        ["BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem"],
        // A burst's message names the other denials of its principal.
        ["by-principal"],
      ),
      ...buildWebhookStatements(stack, config),
      ...buildEventsOutStatements(stack, config.events),
      ...buildQueueStatements(queues),
      ...buildKeyStatements(stack, key, ["dynamodb", "sqs"]),
    ],
  });
}

/** Taking events from the queue; without one, leaving in the other what failed every try. */
function buildQueueStatements({
  ingest,
  failedEvents,
}: Parameters<typeof createAlertOnDenial>[2]): PolicyStatement[] {
  if (ingest === null) {
    return [
      new PolicyStatement({
        sid: "KeepFailedEvents",
        actions: ["sqs:SendMessage"],
        resources: [failedEvents.queueArn],
      }),
    ];
  }
  return [
    new PolicyStatement({
      sid: "TakeEvents",
      actions: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
      resources: [ingest.queueArn],
    }),
  ];
}
