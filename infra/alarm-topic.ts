import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import { Subscription, SubscriptionProtocol, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { nameResource } from "./name-resource.ts";

/**
 * Where Denywatch tells that it is unwell itself: not the Slack channel, which may be what is broken. Encrypted with the
 * customer's key or else one of its own, since CloudWatch may not use the account's `aws/sns` key ("Encrypting messages
 * published to Amazon SNS with AWS KMS", Compute Blog).
 */
export function createAlarmTopic(
  scope: Construct,
  key: IKey | null,
  emails: readonly string[],
): Topic {
  const topic = nameResource(
    new Topic(scope, "AlarmTopic", {
      displayName: "Denywatch is unwell",
      masterKey: key ?? createAlarmKey(scope),
      enforceSSL: true,
    }),
    "AlarmTopic",
  );
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: "FromAlarms",
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  );
  for (const [index, email] of emails.entries()) {
    const id = `AlarmEmail${index + 1}`;
    const subscription = new Subscription(scope, id, {
      topic,
      protocol: SubscriptionProtocol.EMAIL,
      endpoint: email,
    });
    // Another ID would ask each of them to confirm again.
    nameResource(subscription, id);
  }
  return topic;
}

function createAlarmKey(scope: Construct): Key {
  const key = new Key(scope, "AlarmKey", {
    description: "Denywatch: encrypts what its alarms say.",
    enableKeyRotation: true,
    // Messages are encrypted with it for moments only: nothing is lost with it.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: "ForAlarms",
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      // A key's policy is about that key and no other.
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  );
  return nameResource(key, "AlarmKey");
}
