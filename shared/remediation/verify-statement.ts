import { remember } from "../caching/remember.ts";
import { parseArn } from "../iam/parse-arn.ts";
import type { PolicyStatement } from "./advice.ts";
import { evaluatePolicy, matchesAction } from "./evaluate-policy.ts";
import type { PolicyRequest } from "./evaluate-policy.ts";

/**
 * Whether the statement turns exactly this request from implicit deny to allow: no other action of the service,
 * no sibling of the resource, no other principal where it names one, and no call outside its conditions.
 */
export function verifyStatement(statement: PolicyStatement, request: PolicyRequest): boolean {
  if (/[*?]/.test(statement.Action)) return false;
  const decide = (asked: PolicyRequest) => evaluatePolicy([statement], asked);
  const isDenied = (neighbour: PolicyRequest) => decide(neighbour) === "implicit-deny";
  return (
    evaluatePolicy([], request) === "implicit-deny" &&
    decide(request) === "allow" &&
    allowsNoOtherAction(statement.Action, request.action) &&
    otherResources(statement, request.resource).every((resource) =>
      isDenied({ ...request, resource }),
    ) &&
    otherPrincipals(statement, request).every(isDenied) &&
    otherContexts(statement, request).every(isDenied)
  );
}

/** The request itself is allowed, so that one which differs in nothing but the action is decided by the action. */
function allowsNoOtherAction(wanted: string, action: string): boolean {
  if (wanted === action) return isAlone(action);
  return otherActions(action).every((other) => !matchesAction(wanted, other));
}

const isAlone = remember(1000, (action) =>
  otherActions(action).every((other) => !matchesAction(action, other)),
);

function otherActions(action: string): readonly string[] {
  const service = action.slice(0, action.indexOf(":"));
  return [
    `${action}X`,
    action.slice(0, -1),
    `X${action}`,
    `${service}:`,
    `${service}:DeleteEverything`,
  ];
}

function otherResources(statement: PolicyStatement, resource: string): readonly string[] {
  // `*` is right only for an action without a resource level, and a trust policy has the one role it is attached to.
  if (statement.Resource === undefined || statement.Resource === "*") return [];
  // Without a wildcard it matches itself alone, and it was seen to match the request.
  if (statement.Resource === resource && !/[*?]/.test(resource)) return [];
  const arn = parseArn(resource);
  if (arn === null) return ["*", `${resource}x`];
  const start = `arn:${arn.partition}:${arn.service}`;
  const otherType = `${start}:${arn.region}:${arn.account}:x${arn.resource}`;
  const elsewhere = `${start}:${arn.region}:000000000000:${arn.resource}`;
  const otherRegion = `${start}:xx-none-1:${arn.account}:${arn.resource}`;
  // `instance/*` is any new instance, so what only lengthens it is no sibling.
  const siblings = resource.endsWith("*")
    ? []
    : [`${resource}x`, resource.slice(0, -1), `${resource}/x`];
  return ["*", otherType, elsewhere, otherRegion, ...siblings];
}

function otherPrincipals(
  statement: PolicyStatement,
  request: PolicyRequest,
): readonly PolicyRequest[] {
  if (statement.Principal === undefined) return [];
  const arn = parseArn(request.principal);
  const root = `arn:${arn?.partition ?? "aws"}:iam::${arn?.account ?? ""}:root`;
  return [root, `${request.principal}x`, request.principal.slice(0, -1)].map((principal) => ({
    ...request,
    principal,
    context: { ...request.context, "aws:principalarn": principal },
  }));
}

function otherContexts(
  statement: PolicyStatement,
  request: PolicyRequest,
): readonly PolicyRequest[] {
  if (statement.Condition === undefined) return [];
  const keys = Object.values(statement.Condition).flatMap((condition) => Object.keys(condition));
  return keys.map((key) => ({
    ...request,
    context: { ...request.context, [key.toLowerCase()]: "elsewhere.amazonaws.com" },
  }));
}
