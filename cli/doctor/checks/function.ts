import { fail, type Finding, ok, warn } from "../finding.ts";
import { holds, readAllowStatements } from "./read-statements.ts";

export interface FunctionFacts {
  readonly state: string;
  readonly lastUpdate: string;
  readonly reason: string | null;
}

/** Sums of the last day. */
export interface FunctionRuns {
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  /** The hour that the last error was in, as ISO 8601; null where there was none. */
  readonly lastErrorHour: string | null;
}

/** What takes batches from the queue to the function. */
export interface MappingFacts {
  readonly state: string;
  /** Why the last one did not come through: "No records processed", "OK", "PROBLEM: ...". */
  readonly lastResult: string | null;
}

/** Whether the function can run. Lambda lets an unused one go `Inactive`; the next event wakes it. */
export function judgeFunction(name: string, facts: FunctionFacts | null): readonly Finding[] {
  if (facts === null) return [fail(`There is no function "${name}".`, "Deploy the stack again.")];
  const because = facts.reason === null ? "" : `: ${facts.reason}`;
  if (facts.state === "Failed" || facts.lastUpdate === "Failed") {
    return [fail(`Function "${name}" could not be updated${because}.`, "Deploy the stack again.")];
  }
  return [ok(`Function "${name}" is ${facts.state}.`)];
}

/** Whether it ran, and without errors. `always`: something starts it every minute, so that a day without a run is a fault. */
export function judgeRuns(name: string, runs: FunctionRuns, always: boolean): readonly Finding[] {
  const { invocations, errors, throttles, lastErrorHour } = runs;
  if (errors > 0) {
    const all = invocations > 0 && errors >= invocations;
    const last = lastErrorHour === null ? "" : `, last in the hour from ${lastErrorHour}`;
    return [
      (all ? fail : warn)(
        `Function "${name}" failed ${errors} of ${invocations} times in the last day${last}.`,
        `Read its log: aws logs tail /aws/lambda/${name} --since 1d. docs/runbook.md says what each error means.`,
      ),
    ];
  }
  if (throttles > 0) {
    return [
      warn(
        `Function "${name}" was throttled ${throttles} times in the last day.`,
        "Raise its reserved concurrency or the account's limit; nothing is lost for six hours.",
      ),
    ];
  }
  if (invocations > 0) {
    return [ok(`Function "${name}" ran ${invocations} times in the last day, without an error.`)];
  }
  return [
    always
      ? fail(
          `Function "${name}" did not run in the last day, though it should every minute: nothing that is pending is told.`,
          "Deploy the stack again: it puts the schedule back.",
        )
      : warn(
          `Function "${name}" did not run in the last day.`,
          "Where denials are usual, look at the trail and the rule above; else be denied something and see.",
        ),
  ];
}

/** Whether EventBridge may start the function for the rule. */
export function judgePolicy(name: string, rule: string, policy: string | null): readonly Finding[] {
  const allows = readAllowStatements(policy).some(
    (one) =>
      holds(one, "Principal", "events.amazonaws.com") && holds(one, "Condition", `/${rule}"`),
  );
  return [
    allows
      ? ok(`Rule "${rule}" may start function "${name}".`)
      : fail(
          `Rule "${rule}" may not start function "${name}": its policy does not allow it.`,
          "Deploy the stack again: it puts the permission back.",
        ),
  ];
}

/** Whether the queue's events are taken to the function. */
export function judgeMapping(name: string, facts: MappingFacts | null): readonly Finding[] {
  const deployAgain = "Deploy the stack again: it switches the mapping on.";
  if (facts === null) {
    return [fail(`Nothing takes the queue's events to function "${name}".`, deployAgain)];
  }
  if (!/^(Enabled|Enabling|Updating|Creating)$/.test(facts.state)) {
    return [
      fail(
        `What takes the queue's events to function "${name}" is ${facts.state}: they wait.`,
        deployAgain,
      ),
    ];
  }
  return facts.lastResult?.startsWith("PROBLEM") === true
    ? [
        fail(
          `The queue's events do not get to function "${name}": ${facts.lastResult}.`,
          "Mend what it names; what is in the queue waits for up to 14 days.",
        ),
      ]
    : [ok(`Function "${name}" takes batches from the queue.`)];
}
