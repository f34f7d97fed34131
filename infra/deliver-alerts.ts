import { Duration } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { FunctionBundle } from "./bundle-function.ts";
import { PipelineFunction } from "./pipeline-function.ts";
import { buildTableStatements } from "./table-statements.ts";

export interface DeliverAlertsProps {
  readonly bundle: FunctionBundle;
  readonly environment: Readonly<Record<string, string>>;
  readonly table: TableV2;
  readonly webhookStatements: readonly PolicyStatement[];
}

/** The function that tells, minute by minute, what is still to be told. */
export function createDeliverAlerts(scope: Construct, props: DeliverAlertsProps): PipelineFunction {
  const deliverAlerts = new PipelineFunction(scope, "DeliverAlerts", {
    description: "Tells Slack, every minute, about the denials that are still to be told.",
    bundle: props.bundle,
    environment: props.environment,
    // Over before the next run starts, and before the lease on its first alert is.
    timeout: Duration.seconds(55),
    reservedConcurrency: null,
    statements: [
      ...buildTableStatements(
        props.table,
        ["BatchGetItem", "GetItem", "PutItem", "UpdateItem"],
        ["by-status", "by-principal"],
      ),
      ...props.webhookStatements,
    ],
  });
  // The next minute's run is the retry: a failed one leaves everything pending.
  deliverAlerts.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  return deliverAlerts;
}
