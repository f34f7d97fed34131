import { matchesWildcard } from "../iam/matches-wildcard.ts";
import { parseArn } from "../iam/parse-arn.ts";

/** A statement as the evaluator reads it: what suggestions are made of, and Deny besides. */
export interface EvaluatedStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string;
  /** Absent: any resource, as in a role trust policy. */
  readonly Resource?: string;
  /** Absent: whoever the policy is attached to. `*` is everybody; an account's root is everybody in it. */
  readonly Principal?: { readonly AWS: string };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One call, as IAM sees it. Condition keys are lower-cased. */
export interface PolicyRequest {
  /** The ARN of the user, or of the role whose session calls. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}
export type PolicyDecision = "allow" | "explicit-deny" | "implicit-deny";

/**
 * What one policy says of a call ("Policy evaluation logic", IAM User Guide): a matching Deny wins over any Allow.
 * Knows the operators StringEquals, ArnEquals and ArnLike; with any other an Allow does not match and a Deny does.
 */
export function evaluatePolicy(
  statements: readonly EvaluatedStatement[],
  request: PolicyRequest,
): PolicyDecision {
  let decision: PolicyDecision = "implicit-deny";
  for (const statement of statements) {
    if (!statementMatches(statement, request)) continue;
    if (statement.Effect === "Deny") return "explicit-deny";
    decision = "allow";
  }
  return decision;
}

function statementMatches(statement: EvaluatedStatement, request: PolicyRequest): boolean {
  return (
    matchesAction(statement.Action, request.action) &&
    (statement.Resource === undefined || matchesArn(statement.Resource, request.resource)) &&
    (statement.Principal === undefined ||
      isPrincipal(statement.Principal.AWS, request.principal)) &&
    conditionHolds(statement, request.context)
  );
}

/** IAM's actions have no case ("IAM JSON policy elements: Action"). */
export function matchesAction(wanted: string, action: string): boolean {
  return wanted === action || matchesWildcard(wanted.toLowerCase(), action.toLowerCase());
}

/** Wildcards do not reach over the colons between an ARN's first five parts ("IAM JSON policy elements: Resource"). */
function matchesArn(pattern: string, text: string): boolean {
  if (pattern === "*" || pattern === text) return true;
  // Without a wildcard only the very same ARN matches: no need to take both apart.
  if (!pattern.includes("*") && !pattern.includes("?")) return false;
  const wanted = parseArn(pattern);
  const given = parseArn(text);
  if (wanted === null || given === null) return pattern === text;
  return (
    matchesWildcard(wanted.partition, given.partition) &&
    matchesWildcard(wanted.service, given.service) &&
    matchesWildcard(wanted.region, given.region) &&
    matchesWildcard(wanted.account, given.account) &&
    matchesWildcard(wanted.resource, given.resource)
  );
}

/** A Principal element has no wildcards but a lone `*` ("AWS JSON policy elements: Principal"). */
function isPrincipal(wanted: string, principal: string): boolean {
  if (wanted === "*" || wanted === principal) return true;
  if (!wanted.endsWith(":root")) return false;
  const root = parseArn(wanted);
  const caller = parseArn(principal);
  return root?.resource === "root" && caller !== null && root.account === caller.account;
}

function conditionHolds(statement: EvaluatedStatement, context: PolicyRequest["context"]): boolean {
  if (statement.Condition === undefined) return true;
  return Object.entries(statement.Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const given = context[key.toLowerCase()];
      if (operator === "StringEquals") return given === wanted;
      if (operator === "ArnEquals" || operator === "ArnLike") {
        return given !== undefined && matchesArn(wanted, given);
      }
      return statement.Effect === "Deny";
    }),
  );
}
