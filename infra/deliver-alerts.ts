import { Duration, Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { environmentNames } from "../shared/config/environment-names.ts";
import { buildEventsOutStatements } from "./events-out-statements.ts";
import { buildKeyStatements } from "./key-statements.ts";
import { PipelineFunction } from "./pipeline-function.ts";
import type { PipelineSurroundings } from "./pipeline-surroundings.ts";
import { buildTableStatements } from "./table-statements.ts";
import { buildWebhookStatements } from "./webhook-statements.ts";

/** The function that tells, minute by minute, what is still to be told, and the digest when it is due. */
export function createDeliverAlerts(
  scope: Construct,
  { bundles, environment, table, key, config }: PipelineSurroundings,
): PipelineFunction {
  const stack = Stack.of(scope);
  const namesAccounts = config.deploy.organization !== undefined;
  const deliverAlerts = new PipelineFunction(scope, "DeliverAlerts", {
    description: "Tells Slack, every minute, about the denials that are still to be told.",
    bundle: bundles.deliverAlerts,
    environment: namesAccounts
      ? { ...environment, [environmentNames.namesAccounts]: "true" }
      : environment,
    // Over before the next run starts, and before the lease on its first alert is.
    timeout: Duration.seconds(55),
    reservedConcurrency: null,
    logRetentionDays: config.deploy.logRetentionDays,
    key,
    statements: [
      ...buildTableStatements(
        table,
        ["BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem"],
        // What is pending, what a burst names, and what a digest tells.
        ["by-status", "by-principal", "by-first-seen"],
      ),
      ...buildWebhookStatements(stack, config),
      ...buildEventsOutStatements(stack, config.events),
      ...buildKeyStatements(stack, key, ["dynamodb"]),
      ...(namesAccounts ? [listAccounts()] : []),
    ],
  });
  if (namesAccounts) {
    Validations.of(deliverAlerts.role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "organizations:ListAccounts has no resource level; it only reads names.",
    });
  }
  // The next minute's run is the retry: a failed one leaves everything pending.
  deliverAlerts.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  return deliverAlerts;
}

/**
 * The accounts' names, once a day. The action has no resource level ("Actions, resources, and condition keys for AWS
 * Organizations").
 */
function listAccounts(): PolicyStatement {
  return new PolicyStatement({
    sid: "NameAccounts",
    actions: ["organizations:ListAccounts"],
    resources: ["*"],
  });
}
