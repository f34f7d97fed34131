import { Duration, Validations } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Queue, QueueEncryption, type QueueProps, RedrivePermission } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { nameResource } from "./name-resource.ts";

/** A queue of events: encrypted, reached over TLS only, kept for SQS's longest time, 14 days. */
export function createEventQueue(
  scope: Construct,
  id: string,
  key: IKey | null,
  props: QueueProps = {},
): Queue {
  const queue = new Queue(scope, id, {
    ...(key === null
      ? { encryption: QueueEncryption.SQS_MANAGED }
      : { encryption: QueueEncryption.KMS, encryptionMasterKey: key }),
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    ...props,
  });
  return nameResource(queue, id);
}

/** A queue that nothing comes after. `ofQueue`: it is the dead-letter queue of another queue. */
export function createDeadLetterQueue(
  scope: Construct,
  id: string,
  key: IKey | null,
  { ofQueue = false } = {},
): Queue {
  const queue = createEventQueue(scope, id, key, {
    ...(!ofQueue && { redriveAllowPolicy: { redrivePermission: RedrivePermission.DENY_ALL } }),
  });
  Validations.of(queue).acknowledge({
    id: "AwsSolutions-SQS3",
    reason: "This is a dead-letter queue: nothing comes after it.",
  });
  return queue;
}

/** Lets these rules, and nobody else, put events into the queue. */
export function allowRules(queue: Queue, ruleArns: readonly string[]): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: "FromRules",
      principals: [new ServicePrincipal("events.amazonaws.com")],
      actions: ["sqs:SendMessage"],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { "aws:SourceArn": ruleArns } },
    }),
  );
}
