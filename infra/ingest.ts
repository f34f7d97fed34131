import { Duration } from "aws-cdk-lib";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import type { CfnRule } from "aws-cdk-lib/aws-events";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { DeployConfig } from "../shared/config/deploy-schema.ts";
import { alertTimeout } from "./alert-on-denial.ts";
import { allowRules, createDeadLetterQueue, createEventQueue } from "./event-queue.ts";
import { nameResource } from "./name-resource.ts";
import type { PipelineFunction } from "./pipeline-function.ts";

type IngestConfig = DeployConfig["ingest"];

/** What a batch goes through: the queue, if there is one, and where what failed every try is kept. */
export interface IngestQueues {
  readonly ingest: Queue | null;
  readonly failedEvents: Queue;
}

/** How often SQS brings a message before it is kept aside. With the visibility timeout, some quarter of an hour. */
const mostReceives = 5;

/** The queues between the rules and alert-on-denial: one for what failed, and one for all where ingest is queued. */
export function createIngestQueues(
  scope: Construct,
  config: IngestConfig,
  key: IKey | null,
): IngestQueues {
  const isQueued = config.mode === "queued";
  const failedEvents = createDeadLetterQueue(scope, "FailedEvents", key, { ofQueue: isQueued });
  if (!isQueued) return { ingest: null, failedEvents };
  const ingest = createEventQueue(scope, "IncomingEvents", key, {
    // Six times the function's timeout ("Using Lambda with Amazon SQS", Lambda Developer Guide).
    visibilityTimeout: Duration.seconds(6 * alertTimeout.toSeconds()),
    deadLetterQueue: { queue: failedEvents, maxReceiveCount: mostReceives },
  });
  return { ingest, failedEvents };
}

/** Brings the rules' events to the function: at once, or in batches through the queue. */
export function connectIngest(
  scope: Construct,
  { ingest, failedEvents }: IngestQueues,
  config: IngestConfig,
  { lambda }: PipelineFunction,
  rules: readonly CfnRule[],
): void {
  if (ingest !== null && config.mode === "queued") {
    allowRules(
      ingest,
      rules.map(({ attrArn }) => attrArn),
    );
    const mapping = new EventSourceMapping(scope, "TakeBatches", {
      target: lambda,
      eventSourceArn: ingest.queueArn,
      batchSize: config.batchSize,
      maxBatchingWindow: Duration.seconds(config.windowSeconds),
      maxConcurrency: config.maximumConcurrency,
      reportBatchItemFailures: true,
    });
    nameResource(mapping, "TakeBatches");
    return;
  }
  for (const rule of rules) {
    lambda.addPermission(`From${rule.node.id}`, {
      principal: new ServicePrincipal("events.amazonaws.com"),
      sourceArn: rule.attrArn,
    });
  }
  lambda.configureAsyncInvoke({
    retryAttempts: 2,
    // Lambda's longest: throttled or failing for less than that loses nothing and needs nobody.
    maxEventAge: Duration.hours(6),
    // The role's policy spells the permission out; the destination's own grant would add more than sending.
    onFailure: { bind: () => ({ destination: failedEvents.queueArn }) },
  });
}
