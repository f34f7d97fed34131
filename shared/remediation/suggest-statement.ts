import { remember } from "../caching/remember.ts";
import type { Denial } from "../denial/denial.ts";
import type { PolicyType } from "../denial/reason.ts";
import { findIamAction } from "../iam/find-iam-action.ts";
import type { IamAction } from "../iam/iam-action.ts";
import type { PolicyStatement } from "./advice.ts";
import { chooseResource } from "./choose-resource.ts";
import type { HintFacts } from "./collect-facts.ts";
import { escalationActions } from "./escalation-actions.ts";
import type { PolicyRequest } from "./evaluate-policy.ts";
import { findTraits } from "./find-traits.ts";
import type { Trait } from "./find-traits.ts";
import { verifyStatement } from "./verify-statement.ts";

export type Suggestion =
  /** `caution` is what to say beside it, or null. */
  | {
      readonly kind: "suggested";
      readonly statement: PolicyStatement;
      readonly caution: string | null;
    }
  | { readonly kind: "refused"; readonly why: string };

/** A role or user that a policy can name; letters as IAM allows them in names and paths. */
const isNamedPrincipal = remember(1000, (key) =>
  /^arn:aws(?:-[a-z]+)*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/.test(key),
);

const refusedCallers: readonly (readonly [Trait, string])[] = [
  ["compromised-key", "the caller's key is compromised"],
  ["anonymous", "the caller is anonymous"],
  ["root", "the root user has no policies of its own"],
  ["service-linked-role", "the policies of a service-linked role cannot be changed"],
  ["service-caller", "a service principal needs a condition that ties it to your own resource"],
];

/** Resource policies whose Resource is not the resource's own ARN ("Key policies in AWS KMS", "Private repository policies in Amazon ECR"). */
const ownResourceRules: ReadonlyMap<string, string> = new Map([
  [
    "kms",
    "a key policy's Resource is always *, for this one key: add the principal and the action there",
  ],
  ["ecr", "a repository policy takes no Resource: add the principal and the action there"],
  ["ecr-public", "a repository policy takes no Resource: add the principal and the action there"],
]);

/**
 * The smallest statement that allows this very request in a policy of the given type, verified before it is returned;
 * or why none is. Never for anything but an implicit deny that a policy of this type caused.
 */
export function suggestStatement(
  layer: PolicyType,
  denial: Denial,
  facts: HintFacts,
  traits: ReadonlySet<Trait> = findTraits(denial, facts),
): Suggestion {
  const { reason } = denial;
  if (reason.denyType !== "implicit" || reason.notPolicy !== null || reason.via !== null) {
    return refused("an Allow is not what is missing");
  }
  if (reason.policyType !== layer) return refused("another policy type is the cause");
  const caller = refusedCallers.find(([trait]) => traits.has(trait));
  if (caller !== undefined) return refused(caller[1]);
  if (!isNamedPrincipal(denial.principal.key)) {
    return refused("the caller is not known as one role or user");
  }
  const action = denial.action.derived ? null : findIamAction(denial.action.iamAction ?? "");
  if (action === null) return refused("the message does not name an action that IAM knows");
  if (escalationActions.has(action.name.toLowerCase())) {
    return refused(
      `${action.name} lets the caller raise its own rights: an administrator must decide`,
    );
  }
  return layer === "role-trust"
    ? suggestTrust(action, denial)
    : suggestForResource(layer, action, denial, facts);
}

function suggestTrust(action: IamAction, denial: Denial): Suggestion {
  const principal = denial.principal.key;
  if (action.name !== "sts:AssumeRole") {
    return refused(`a trust statement for ${action.name} must name the identity provider`);
  }
  const request = requestOf(action, denial.resource.text ?? "*", denial);
  const statement: PolicyStatement = {
    Effect: "Allow",
    Principal: { AWS: principal },
    Action: action.name,
  };
  return verified(statement, request, "If a third party calls, require an external ID as well.");
}

function suggestForResource(
  layer: PolicyType,
  action: IamAction,
  denial: Denial,
  facts: HintFacts,
): Suggestion {
  const ownRule =
    layer === "resource-based" ? ownResourceRules.get(facts.actionService ?? "") : undefined;
  if (ownRule !== undefined) return refused(ownRule);
  const choice = chooseResource(action, denial.resource.text);
  if (choice.kind === "refused") return choice;
  const request = requestOf(action, denial.resource.text ?? "*", denial);
  const statement: PolicyStatement = {
    Effect: "Allow",
    ...principalElement(layer, denial.principal.key),
    Action: action.name,
    Resource: choice.resource,
  };
  if (action.name === "iam:PassRole") return suggestPassRole(statement, request, facts);
  const caution =
    action.accessLevel === "permissions-management"
      ? `${action.name} changes who may do what: grant it to administrators only.`
      : null;
  return verified(withCallerCondition(layer, statement, denial.principal.key), request, caution);
}

function suggestPassRole(
  statement: PolicyStatement,
  request: PolicyRequest,
  facts: HintFacts,
): Suggestion {
  const service = facts.passedToService;
  if (service === null) {
    return refused(
      "the service that the role is passed to is not known, and iam:PassRole must name it",
    );
  }
  const restricted: PolicyStatement = {
    ...statement,
    Condition: { StringEquals: { "iam:PassedToService": service } },
  };
  const context = { ...request.context, "iam:passedtoservice": service };
  return verified(restricted, { ...request, context }, null);
}

/** A gateway endpoint's policy takes only `*` as principal, narrowed by a condition ("Control access to VPC endpoints"). */
function principalElement(
  layer: PolicyType,
  principal: string,
): Pick<PolicyStatement, "Principal"> {
  if (layer === "resource-based") return { Principal: { AWS: principal } };
  return layer === "vpc-endpoint" ? { Principal: { AWS: "*" } } : {};
}

function withCallerCondition(
  layer: PolicyType,
  statement: PolicyStatement,
  principal: string,
): PolicyStatement {
  if (layer !== "vpc-endpoint") return statement;
  return { ...statement, Condition: { ArnEquals: { "aws:PrincipalArn": principal } } };
}

function requestOf(action: IamAction, resource: string, denial: Denial): PolicyRequest {
  const principal = denial.principal.key;
  return {
    principal,
    action: action.name,
    resource,
    context: { "aws:principalarn": principal },
  };
}

function verified(
  statement: PolicyStatement,
  request: PolicyRequest,
  caution: string | null,
): Suggestion {
  return verifyStatement(statement, request)
    ? { kind: "suggested", statement, caution }
    : refused("no statement could be verified to allow this call and nothing else");
}

function refused(why: string): Suggestion {
  return { kind: "refused", why };
}
