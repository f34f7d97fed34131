import { remember } from "../caching/remember.ts";
import type { Denial, Severity } from "./denial.ts";
import { actionRules, attackAgents, readVerbs } from "./severity-rules.ts";

/** What of a denial tells how bad it is. */
export type SeverityFacts = Pick<
  Denial,
  "principal" | "action" | "reason" | "readOnly" | "userAgent"
>;

/** How bad, and why, in one sentence for people. */
export interface Judgement {
  readonly severity: Severity;
  readonly reason: string;
}

const byAction: ReadonlyMap<string, Judgement> = new Map(
  actionRules.flatMap((rule) => rule.actions.map((action) => [action.toLowerCase(), rule])),
);

const leakedKey = {
  severity: "critical",
  reason: "AWS found the key leaked and put it in quarantine.",
} as const;
const attackTool = {
  severity: "critical",
  reason: "The caller used a tool or a system that is made for attacks.",
} as const;
const rootUser = { severity: "critical", reason: "The root user is not for daily work." } as const;
const byService = {
  severity: "info",
  reason: "An AWS service looked at what it may not see.",
} as const;
const serviceWork = {
  severity: "warning",
  reason: "An AWS service cannot do what it was set up for.",
} as const;
const outsider = {
  severity: "warning",
  reason: "Somebody without credentials tried; it was refused, as it should be.",
} as const;
const read = { severity: "info", reason: "An ordinary read." } as const;
const change = {
  severity: "warning",
  reason: "A change, or a call whose kind is unknown.",
} as const;

/** How bad a denial is; see `judgeSeverity`. */
export function severityOf(facts: SeverityFacts): Severity {
  return judgeSeverity(facts).severity;
}

/** How bad a denial is and why: by the caller first, then by the action, then by whether it only reads. */
export function judgeSeverity(facts: SeverityFacts): Judgement {
  const { principal, action, reason } = facts;
  if (isQuarantine(reason.policyArn)) return leakedKey;
  if (principal.key === "anonymous") return outsider;
  const reads = facts.readOnly ?? readsByName(action.iamAction);
  if (isServiceIdentity(principal)) return reads ? byService : serviceWork;
  if (facts.userAgent !== null && isAttackTool(facts.userAgent)) return attackTool;
  if (principal.type === "Root") return rootUser;
  const rule = action.iamAction === null ? null : ruleOf(action.iamAction);
  return rule ?? (reads ? read : change);
}

/** AWS attaches these to a user whose key it found published ("AWSCompromisedKeyQuarantineV3", AWS Managed Policy Reference). */
function isQuarantine(policyArn: string | null): boolean {
  return policyArn?.includes(":iam::aws:policy/AWSCompromisedKeyQuarantine") === true;
}

/** Nobody but AWS can use these identities. */
function isServiceIdentity({ type, key }: Denial["principal"]): boolean {
  return type === "AWSService" || key.includes(":role/aws-service-role/");
}

const ruleOf = remember(1000, (action) => byAction.get(action.toLowerCase()) ?? null);

const isAttackTool = remember(500, (userAgent) => {
  const agent = userAgent.toLowerCase();
  return attackAgents.some((part) => agent.includes(part));
});

function readsByName(action: string | null): boolean {
  if (action === null) return false;
  const name = action.slice(action.indexOf(":") + 1);
  return readVerbs.some((verb) => name.startsWith(verb));
}
