import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  ResourceNotFoundException,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import type { EventEnvelope } from "../../../local/event-envelope.ts";
import type { DeployedRule } from "../deployment.ts";
import type { RuleFacts, TargetFacts } from "./rule.ts";

/** A rule as EventBridge has it, and which of the samples its pattern misses; null where there is none. */
export async function fetchRule(
  events: EventBridgeClient,
  { name, bus }: DeployedRule,
  samples: readonly EventEnvelope[],
): Promise<RuleFacts | null> {
  const named = { Name: name, ...(bus !== null && { EventBusName: bus }) };
  try {
    const rule = await events.send(new DescribeRuleCommand(named));
    const pattern = rule.EventPattern ?? "";
    const missed = await Promise.all(
      samples.map(async (sample) => {
        const { Result } = await events.send(
          new TestEventPatternCommand({ EventPattern: pattern, Event: JSON.stringify(sample) }),
        );
        return Result === true
          ? []
          : [`${String(sample.detail["eventSource"])} ${String(sample.detail["eventName"])}`];
      }),
    );
    return { state: rule.State ?? "", pattern, arn: rule.Arn ?? "", missed: missed.flat() };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}

/** The rule's targets. */
export async function fetchTargets(
  events: EventBridgeClient,
  { name, bus }: DeployedRule,
): Promise<readonly TargetFacts[]> {
  const { Targets = [] } = await events.send(
    new ListTargetsByRuleCommand({ Rule: name, ...(bus !== null && { EventBusName: bus }) }),
  );
  return Targets.map(({ Arn, DeadLetterConfig }) => ({
    arn: Arn ?? "",
    hasDeadLetterQueue: DeadLetterConfig?.Arn !== undefined,
  }));
}
