import type { DeployedQueue } from "../deployment.ts";
import { fail, type Finding, ok, warn } from "../finding.ts";

/** Whether anything lies in a queue that should be empty. */
export function judgeQueue(queue: DeployedQueue, waiting: number | null): readonly Finding[] {
  const named = `Queue ${queue.title}`;
  if (waiting === null) return [fail(`${named} is not there.`, "Deploy the stack again.")];
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
