import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  ResourceNotFoundException,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import type { EventEnvelope } from "../../../local/event-envelope.ts";
import type { DeployedRule } from "../deployment.ts";
import { planSamples, type RuleFacts, type TargetFacts } from "./rule.ts";

/** A rule as EventBridge has it, and what its pattern makes of the samples; null where there is none. */
export async function fetchRule(
  events: EventBridgeClient,
  deployed: DeployedRule,
  samples: readonly EventEnvelope[],
): Promise<RuleFacts | null> {
  const { name, bus } = deployed;
  const named = { Name: name, ...(bus !== null && { EventBusName: bus }) };
  try {
    const rule = await events.send(new DescribeRuleCommand(named));
    const pattern = rule.EventPattern ?? "";
    const { wanted, unwanted } = planSamples(deployed, pattern, pattern === "" ? [] : samples);
    const matches = async (sample: EventEnvelope): Promise<boolean> => {
      const { Result } = await events.send(
        new TestEventPatternCommand({ EventPattern: pattern, Event: JSON.stringify(sample) }),
      );
      return Result === true;
    };
    const [missed, caught]: [string[], string[]] = [[], []];
    for (const sample of wanted) if (!(await matches(sample))) missed.push(nameOf(sample));
    for (const sample of unwanted) if (await matches(sample)) caught.push(nameOf(sample));
    return { state: rule.State ?? "", pattern, arn: rule.Arn ?? "", missed, caught };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}

function nameOf({ detail }: EventEnvelope): string {
  return `${String(detail["eventSource"])} ${String(detail["eventName"])}`;
}

/** The rule's targets. */
export async function fetchTargets(
  events: EventBridgeClient,
  { name, bus }: DeployedRule,
): Promise<readonly TargetFacts[]> {
  const targets: TargetFacts[] = [];
  let next: string | undefined;
  do {
    const page = await events.send(
      new ListTargetsByRuleCommand({
        Rule: name,
        ...(bus !== null && { EventBusName: bus }),
        ...(next !== undefined && { NextToken: next }),
      }),
    );
    for (const { Arn, DeadLetterConfig } of page.Targets ?? []) {
      targets.push({ arn: Arn ?? "", hasDeadLetterQueue: DeadLetterConfig?.Arn !== undefined });
    }
    next = page.NextToken;
  } while (next !== undefined);
  return targets;
}
