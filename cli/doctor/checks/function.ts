import { fail, type Finding, ok, warn } from "../finding.ts";

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

/** Whether it ran, and without errors. */
export function judgeRuns(name: string, runs: FunctionRuns): readonly Finding[] {
  const { invocations, errors, throttles } = runs;
  if (errors > 0) {
    const all = invocations > 0 && errors >= invocations;
    return [
      (all ? fail : warn)(
        `Function "${name}" failed ${errors} of ${invocations} times in the last day.`,
        "Read its log; docs/runbook.md says what each error means.",
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
  return invocations === 0
    ? [
        warn(
          `Function "${name}" did not run in the last day.`,
          "Where denials are usual, look at the trail and the rule above; else be denied something and see.",
        ),
      ]
    : [ok(`Function "${name}" ran ${invocations} times in the last day, without an error.`)];
}

/** Whether EventBridge may start the function for the rule. */
export function judgePolicy(name: string, rule: string, policy: string | null): readonly Finding[] {
  const statements = parseStatements(policy);
  const allows = statements.some(
    (one) =>
      one["Effect"] === "Allow" &&
      JSON.stringify(one["Principal"] ?? "").includes("events.amazonaws.com") &&
      JSON.stringify(one["Condition"] ?? "").includes(`/${rule}"`),
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

function parseStatements(policy: string | null): readonly Readonly<Record<string, unknown>>[] {
  if (policy === null) return [];
  const { Statement } = JSON.parse(policy) as { readonly Statement?: unknown };
  return Array.isArray(Statement) ? (Statement as Record<string, unknown>[]) : [];
}
