import type { Denial } from "../denial/denial.ts";
import type { HintFacts } from "./collect-facts.ts";

const isRoot = (key: string) => key.endsWith(":root") && /^arn:[^:]*:iam::[^:]*:root$/.test(key);
const isService = (key: string) =>
  key.endsWith(".amazonaws.com") && /^[a-z0-9.-]+\.amazonaws\.com$/.test(key);

const assumeActions = new Set(["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]);
const federatedAssumeActions = new Set(["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"]);

type Holds = (denial: Denial, facts: HintFacts) => boolean;

/** Properties of a denial that hints ask for, by name; each is one question over the denial. */
const questions = {
  "compromised-key": ({ reason }) =>
    reason.policyArn?.includes(":policy/AWSCompromisedKeyQuarantine") ?? false,
  "aws-managed-policy": ({ reason }) => reason.policyArn?.includes(":iam::aws:policy/") ?? false,
  anonymous: ({ principal }) =>
    principal.text?.toLowerCase() === "anonymous" || principal.key === "anonymous",
  root: ({ principal }) => principal.type === "Root" || isRoot(principal.key),
  "service-caller": ({ principal }) => principal.type === "AWSService" || isService(principal.key),
  "service-linked-role": ({ principal }) => principal.key.includes(":role/aws-service-role/"),
  "identity-center": (_denial, facts) => facts.permissionSet !== null,
  "long-term-credentials": ({ principal }) => principal.credentials === "long-term",
  "cross-account": ({ principal }, facts) =>
    (principal.type === "AWSAccount" && principal.key !== "anonymous") ||
    (principal.account !== null &&
      facts.resourceAccount !== null &&
      principal.account !== facts.resourceAccount),
  "other-service-needed": (_denial, facts) =>
    facts.actionService !== null &&
    facts.callingService !== null &&
    facts.actionService !== facts.callingService,
  "object-may-be-missing": ({ eventName, action }) =>
    action.iamAction === "s3:ListBucket" &&
    (eventName === "GetObject" || eventName === "HeadObject"),
  "assume-role": ({ action }) => assumeActions.has(action.iamAction ?? ""),
  "federated-assume-role": ({ action }) => federatedAssumeActions.has(action.iamAction ?? ""),
  "mfa-failed": ({ errorMessage }) =>
    errorMessage?.startsWith("MultiFactorAuthentication failed") ?? false,
  "network-activity-event": ({ errorCode }) => errorCode === "VpceAccessDenied",
  transitive: ({ reason }) => reason.via !== null,
  "encoded-whole": ({ reason }) => reason.encodedMessage !== null,
  "encoded-cut": ({ reason }) => reason.encoded && reason.encodedMessage === null,
  "authorization-id": ({ reason }) => reason.authorizationId !== null,
} as const satisfies Readonly<Record<string, Holds>>;

export type Trait = keyof typeof questions;
export const traits = Object.keys(questions) as readonly Trait[];

const holders: readonly Holds[] = Object.values(questions);
const known = new Map<number, ReadonlySet<Trait>>();

/** The traits that hold for a denial; the very same set for the same traits. */
export function findTraits(denial: Denial, facts: HintFacts): ReadonlySet<Trait> {
  let bits = 0;
  let bit = 1;
  for (const holds of holders) {
    if (holds(denial, facts)) bits |= bit;
    bit <<= 1;
  }
  const kept = known.get(bits);
  if (kept !== undefined) return kept;
  const found = new Set(traits.filter((_trait, index) => (bits & (1 << index)) !== 0));
  known.set(bits, found);
  return found;
}
