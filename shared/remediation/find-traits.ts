import { remember } from "../caching/remember.ts";
import type { Denial } from "../denial/denial.ts";
import type { HintFacts } from "./collect-facts.ts";

/** Properties of a denial that hints ask for, by name. */
export const traits = [
  "compromised-key",
  "aws-managed-policy",
  "anonymous",
  "root",
  "service-caller",
  "service-linked-role",
  "identity-center",
  "long-term-credentials",
  "cross-account",
  "other-service-needed",
  "object-may-be-missing",
  "assume-role",
  "federated-assume-role",
  "mfa-failed",
  "network-activity-event",
  "transitive",
  "encoded-whole",
  "encoded-cut",
  "authorization-id",
] as const;
export type Trait = (typeof traits)[number];

/** A question by the trait that holds where the answer is yes. */
type Questions<Asked extends readonly unknown[]> = Readonly<
  Partial<Record<Trait, (...asked: Asked) => boolean>>
>;

/** What a policy's ARN tells by itself. */
const ofPolicy: Questions<[arn: string]> = {
  "compromised-key": (arn) => arn.includes(":policy/AWSCompromisedKeyQuarantine"),
  "aws-managed-policy": (arn) => arn.includes(":iam::aws:policy/"),
};

/** What a caller's key tells by itself. */
const ofCaller: Questions<[key: string]> = {
  anonymous: (key) => key === "anonymous",
  root: (key) => /^arn:[^:]*:iam::[^:]*:root$/.test(key),
  "service-caller": (key) => /^[a-z0-9.-]+\.amazonaws\.com$/.test(key),
  "service-linked-role": (key) => key.includes(":role/aws-service-role/"),
};

/** What an IAM action tells by itself. */
const ofAction: Questions<[action: string]> = {
  "assume-role": (action) =>
    action === "sts:AssumeRole" ||
    action === "sts:TagSession" ||
    action === "sts:SetSourceIdentity",
  "federated-assume-role": (action) =>
    action === "sts:AssumeRoleWithWebIdentity" || action === "sts:AssumeRoleWithSAML",
};

/** What the rest of a denial tells; a trait that is asked for above as well holds where either says so. */
const ofDenial: Questions<[denial: Denial, facts: HintFacts]> = {
  anonymous: ({ principal: { text } }) =>
    text?.length === "anonymous".length && text.toLowerCase() === "anonymous",
  root: ({ principal }) => principal.type === "Root",
  "service-caller": ({ principal }) => principal.type === "AWSService",
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
    (eventName === "GetObject" || eventName === "HeadObject") &&
    action.iamAction === "s3:ListBucket",
  "mfa-failed": ({ errorMessage }) =>
    errorMessage?.startsWith("MultiFactorAuthentication failed") ?? false,
  "network-activity-event": ({ errorCode }) => errorCode === "VpceAccessDenied",
  transitive: ({ reason }) => reason.via !== null,
  "encoded-whole": ({ reason }) => reason.encodedMessage !== null,
  "encoded-cut": ({ reason }) => reason.encoded && reason.encodedMessage === null,
  "authorization-id": ({ reason }) => reason.authorizationId !== null,
};

const askPolicy = remember(1000, asker(ofPolicy));
const askCaller = remember(1000, asker(ofCaller));
const askAction = remember(1000, asker(ofAction));
const askDenial = asker(ofDenial);
const known = new Map<number, ReadonlySet<Trait>>();

/** The traits that hold for a denial; the very same set for the same traits. */
export function findTraits(denial: Denial, facts: HintFacts): ReadonlySet<Trait> {
  const { reason, principal, action } = denial;
  let bits = askDenial(denial, facts) | askCaller(principal.key);
  if (reason.policyArn !== null) bits |= askPolicy(reason.policyArn);
  if (action.iamAction !== null) bits |= askAction(action.iamAction);
  const kept = known.get(bits);
  if (kept !== undefined) return kept;
  const found = new Set(traits.filter((trait) => (bits & bitOf(trait)) !== 0));
  known.set(bits, found);
  return found;
}

/** All questions of a table at once: a bit for each trait that holds. */
function asker<Asked extends readonly unknown[]>(
  questions: Questions<Asked>,
): (...asked: Asked) => number {
  const rows = traits.flatMap((trait) => {
    const holds = questions[trait];
    return holds === undefined ? [] : [{ bit: bitOf(trait), holds }];
  });
  return (...asked) => {
    let bits = 0;
    for (const { bit, holds } of rows) if (holds(...asked)) bits |= bit;
    return bits;
  };
}

function bitOf(trait: Trait): number {
  return 1 << traits.indexOf(trait);
}
