import {
  buildDenialEventPattern,
  buildOwnDenialEventPattern,
} from "../../../shared/cloudtrail/denial-event-pattern.ts";
import type { EventEnvelope } from "../../../local/event-envelope.ts";
import type { DeployedRule } from "../deployment.ts";
import { fail, type Finding, ok, warn } from "../finding.ts";
import { canonicalJson } from "./canonical-json.ts";

/** A rule as EventBridge describes it. */
export interface RuleFacts {
  readonly state: string;
  readonly pattern: string;
  readonly arn: string;
  /** The sample denials that the pattern should match and does not, by service and call. */
  readonly missed: readonly string[];
  /** Those that it matches and should not. */
  readonly caught: readonly string[];
}

/** What the pattern of a rule should match, and what not: denials of others, or of Denywatch's own roles. */
export interface SamplePlan {
  readonly wanted: readonly EventEnvelope[];
  readonly unwanted: readonly EventEnvelope[];
}

/** The samples as others' denials, and the first of them as one of an own role that the pattern names. */
export function planSamples(
  { catches }: DeployedRule,
  pattern: string,
  samples: readonly EventEnvelope[],
): SamplePlan {
  const own = samples
    .slice(0, 1)
    .flatMap((sample) => findRoles(pattern).map((role) => deniedTo(role, sample)));
  return catches === "denials"
    ? { wanted: samples, unwanted: own }
    : { wanted: own, unwanted: samples.slice(0, 1) };
}

function deniedTo(role: string, sample: EventEnvelope): EventEnvelope {
  const sessionContext = { sessionIssuer: { type: "Role", arn: role } };
  return {
    ...sample,
    detail: { ...sample.detail, userIdentity: { type: "AssumedRole", sessionContext } },
  };
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
  { pattern, missed, caught }: RuleFacts,
): readonly Finding[] {
  if (pattern === "") return [fail(`${named} has no event pattern.`, deployAgain)];
  const roles = findRoles(pattern);
  const some = missed.slice(0, 3).join(", ");
  const findings = [
    ...(missed.length > 0
      ? [fail(`${named} misses ${missed.length} of the sample denials: ${some}.`, deployAgain)]
      : []),
    ...(roles.length === 0 || (caught.length > 0 && catches === "denials")
      ? [
          warn(
            `${named} does not tell Denywatch's own denials apart: they could go round.`,
            deployAgain,
          ),
        ]
      : []),
    ...(caught.length > 0 && catches === "own-denials"
      ? [warn(`${named} catches others' denials too.`, deployAgain)]
      : []),
  ];
  if (findings.length > 0) return findings;
  const built =
    catches === "denials"
      ? buildDenialEventPattern({ ownRoleArns: roles })
      : buildOwnDenialEventPattern(roles);
  return isSameJson(pattern, built)
    ? []
    : [warn(`${named} has another pattern than this version builds.`, deployAgain)];
}

function isSameJson(text: string, value: unknown): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === canonicalJson(value);
  } catch {
    return false;
  }
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
