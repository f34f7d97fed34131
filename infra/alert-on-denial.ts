import { Duration } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { FunctionBundle } from "./bundle-function.ts";
import { PipelineFunction } from "./pipeline-function.ts";
import { buildTableStatements } from "./table-statements.ts";

export interface AlertOnDenialProps {
  readonly bundle: FunctionBundle;
  readonly environment: Readonly<Record<string, string>>;
  readonly table: TableV2;
  readonly webhookStatements: readonly PolicyStatement[];
  /** Where an event goes that failed every try. */
  readonly failedEvents: Queue;
  readonly reservedConcurrency: number | null;
}

/** The function that counts each denial and tells what is new. */
export function createAlertOnDenial(scope: Construct, props: AlertOnDenialProps): PipelineFunction {
  const alertOnDenial = new PipelineFunction(scope, "AlertOnDenial", {
    description: "Counts each access denial in the history, and tells Slack about what is new.",
    bundle: props.bundle,
    environment: props.environment,
    // A turn at the webhook, two posts and the writes, and still over before the lease on an alert is (one minute).
    timeout: Duration.seconds(30),
    reservedConcurrency: props.reservedConcurrency,
    statements: [
      ...buildTableStatements(
        props.table,
        ["BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem"],
        // A burst's message names the other denials of its principal.
        ["by-principal"],
      ),
      ...props.webhookStatements,
      new PolicyStatement({
        sid: "KeepFailedEvents",
        actions: ["sqs:SendMessage"],
        resources: [props.failedEvents.queueArn],
      }),
    ],
  });
  alertOnDenial.lambda.configureAsyncInvoke({
    retryAttempts: 2,
    // Lambda's longest: throttled or failing for less than that loses nothing and needs nobody.
    maxEventAge: Duration.hours(6),
    // Spelled out above instead of granted by the destination, which would add more than sending.
    onFailure: { bind: () => ({ destination: props.failedEvents.queueArn }) },
  });
  return alertOnDenial;
}
