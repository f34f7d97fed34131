import type { DeployedQueue, DeployedRule } from "../deployment.ts";
import { fail, type Finding, ok, warn } from "../finding.ts";
import { holds, readAllowStatements } from "./read-statements.ts";

export interface QueueFacts {
  readonly waiting: number;
  /** As JSON text; null where the queue has none. */
  readonly policy: string | null;
}

/** Whether anything lies in a queue that should be empty, and whether the rules that send to it may. */
export function judgeQueue(
  queue: DeployedQueue,
  facts: QueueFacts | null,
  rules: readonly DeployedRule[],
): readonly Finding[] {
  if (facts === null) {
    return [fail(`Queue ${queue.title} is not there.`, "Deploy the stack again.")];
  }
  return [...judgeWaiting(queue, facts.waiting), ...judgeSenders(queue, facts.policy, rules)];
}

function judgeWaiting(queue: DeployedQueue, waiting: number): readonly Finding[] {
  const named = `Queue ${queue.title}`;
  if (waiting === 0) return [ok(`${named} is empty.`)];
  const has = `${named} has about ${waiting} ${waiting === 1 ? "event" : "events"}`;
  switch (queue.holds) {
    case "incoming":
      return waiting < 10_000
        ? [ok(`${has} waiting to be counted.`)]
        : [warn(`${has} waiting to be counted.`, "See whether the function keeps up.")];
    case "own-denials":
      return [
        fail(
          `${has}: Denywatch's own roles were denied something.`,
          "docs/runbook.md says how to read them.",
        ),
      ];
    default:
      return [
        fail(
          `${has} that never made it into the history.`,
          "Mend the cause (docs/runbook.md), then bring them back: denywatch redrive.",
        ),
      ];
  }
}

/** The rules whose events the queue is to take: as their target, or as their dead-letter queue. */
function judgeSenders(
  queue: DeployedQueue,
  policy: string | null,
  rules: readonly DeployedRule[],
): readonly Finding[] {
  const allowed = readAllowStatements(policy).filter(
    (one) =>
      holds(one, "Principal", "events.amazonaws.com") && holds(one, "Action", "sqs:SendMessage"),
  );
  return rules
    .filter((rule) => rule.region === queue.region && sends(rule, queue))
    .filter(({ name }) => !allowed.some((one) => holds(one, "Condition", `/${name}"`)))
    .map(({ name }) =>
      fail(
        `Queue ${queue.title} takes nothing from rule "${name}": its policy does not allow it.`,
        "Deploy the stack again: it puts the permission back.",
      ),
    );
}

function sends({ catches }: DeployedRule, { holds: content }: DeployedQueue): boolean {
  switch (content) {
    case "incoming":
      return catches === "denials";
    case "own-denials":
      return catches === "own-denials";
    case "undelivered":
      return true;
    case "failed":
      return false;
  }
}
