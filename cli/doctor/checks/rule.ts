import {
  buildDenialEventPattern,
  buildOwnDenialEventPattern,
} from "../../../shared/cloudtrail/denial-event-pattern.ts";
import type { DeployedRule } from "../deployment.ts";
import { fail, type Finding, ok, warn } from "../finding.ts";
import { canonicalJson } from "./canonical-json.ts";

/** A rule as EventBridge describes it. */
export interface RuleFacts {
  readonly state: string;
  readonly pattern: string;
  readonly arn: string;
  /** The sample denials that the pattern does not match, by service and call. */
  readonly missed: readonly string[];
}

export interface TargetFacts {
  readonly arn: string;
  readonly hasDeadLetterQueue: boolean;
}

const deployAgain = "Deploy the stack again: it puts the rule right.";

/** Whether the rule is there, on, and catches what it should. */
export function judgeRule(
  rule: DeployedRule,
  facts: RuleFacts | null,
  wantsReads: boolean,
): readonly Finding[] {
  const named = `Rule "${rule.name}"`;
  if (facts === null)
    return [fail(`${named} is not there: nothing reaches Denywatch.`, deployAgain)];
  const findings = [
    ...judgeState(named, facts.state, wantsReads),
    ...judgePattern(named, rule, facts),
  ];
  return findings.length > 0
    ? findings
    : [ok(`${named} is ${facts.state}, and its pattern is as built.`)];
}

function judgeState(named: string, state: string, wantsReads: boolean): readonly Finding[] {
  const wanted = wantsReads ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED";
  if (state === wanted) return [];
  if (!state.startsWith("ENABLED")) {
    return [fail(`${named} is ${state}: nothing reaches Denywatch.`, deployAgain)];
  }
  return [
    wantsReads
      ? fail(`${named} is ${state}: denied Describe, Get and List calls are missed.`, deployAgain)
      : warn(`${named} is ${state}, though the config has readOnlyEvents off.`, deployAgain),
  ];
}

function judgePattern(
  named: string,
  { catches }: DeployedRule,
  { pattern, missed }: RuleFacts,
): readonly Finding[] {
  const roles = findRoles(pattern);
  if (roles.length === 0) {
    return [
      warn(
        `${named} does not tell Denywatch's own denials apart: they could go round.`,
        deployAgain,
      ),
    ];
  }
  if (missed.length > 0) {
    const some = missed.slice(0, 3).join(", ");
    return [fail(`${named} misses ${missed.length} of the sample denials: ${some}.`, deployAgain)];
  }
  const built =
    catches === "denials"
      ? buildDenialEventPattern({ ownRoleArns: roles })
      : buildOwnDenialEventPattern(roles);
  return canonicalJson(JSON.parse(pattern)) === canonicalJson(built)
    ? []
    : [warn(`${named} has another pattern than this version builds.`, deployAgain)];
}

/** The own roles that the pattern names; which they are is the deployment's to say. */
function findRoles(pattern: string): readonly string[] {
  return [...new Set(pattern.match(/arn:aws[a-z-]*:iam::\d{12}:role\/[^"]+/g) ?? [])];
}

/** Whether the rule sends where it should, and keeps what cannot be sent. */
export function judgeTargets(
  { name, target }: DeployedRule,
  targets: readonly TargetFacts[],
): readonly Finding[] {
  const wanted = targets.find(
    ({ arn }) => target === null || arn.endsWith(`:${target}`) || arn.endsWith(`/${target}`),
  );
  if (wanted === undefined) {
    const what = target === null ? "no target" : `no target "${target}"`;
    return [fail(`Rule "${name}" has ${what}: what it catches goes nowhere.`, deployAgain)];
  }
  return [
    wanted.hasDeadLetterQueue
      ? ok(`Rule "${name}" sends to ${wanted.arn}.`)
      : warn(
          `Rule "${name}" has no dead-letter queue: what its target does not take is lost.`,
          deployAgain,
        ),
  ];
}
