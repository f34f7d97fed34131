import type { Denial } from "../denial/denial.ts";
import { remember } from "../caching/remember.ts";
import { isAccountId } from "../iam/is-account-id.ts";
import { parseArn } from "../iam/parse-arn.ts";
import type { Arn } from "../iam/parse-arn.ts";
import { passedToService } from "./passed-to-service.ts";
import { plainText } from "./plain-text.ts";
import { policyTypeNames } from "./policy-type-names.ts";

/** What hints can name of a denial. Texts of the event are one line each, bounded, with nothing invisible; null is unknown. */
export interface HintFacts {
  readonly principal: string;
  /** "role Deploy", "user alice", "permission set Auditor", else the principal's name. */
  readonly identity: string;
  /** The IAM action, else "this action". */
  readonly action: string;
  /** The message's own resource, else "the resource". */
  readonly resource: string;
  /** The caller's account, else "the account". */
  readonly account: string;
  /** The policy type that is to blame, in words. */
  readonly layer: string;
  /** The policy type that the message names first, in words. */
  readonly firstLayer: string;
  readonly principalArn: string | null;
  readonly role: string | null;
  readonly user: string | null;
  readonly permissionSet: string | null;
  readonly invokedBy: string | null;
  /** A Region's name of the right form, safe in a host name. */
  readonly region: string | null;
  readonly partition: string;
  readonly policyArn: string | null;
  readonly policyName: string | null;
  /** The policy's owner, 12 digits. */
  readonly policyAccount: string | null;
  /** 12 digits. */
  readonly resourceAccount: string | null;
  readonly bucket: string | null;
  readonly kmsKeyArn: string | null;
  /** The role that was to be assumed or passed. */
  readonly targetRole: string | null;
  readonly targetRoleArn: string | null;
  readonly passedToService: string | null;
  readonly endpoint: string | null;
  readonly eventName: string | null;
  readonly actionService: string | null;
  readonly callingService: string | null;
  readonly authorizationId: string | null;
  readonly encodedMessage: string | null;
}
export type FactName = keyof HintFacts;

/** In UTF-16 units. */
export const longestFact = 300;
const regionForm = /^[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/;
const roleForm = /^role\/(?:.*\/)?([^/]+)$/s;
const permissionSetForm = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** Collects what the hints of one denial can name. */
export function collectFacts(denial: Denial): HintFacts {
  const { principal, reason } = denial;
  const caller = callerFacts(principal.key);
  const resourceText = denial.resource.text;
  const resourceArn = resourceText === null ? null : parseArn(resourceText);
  const policy = reason.policyArn === null ? noPolicy : policyFacts(reason.policyArn);
  const place = denial.region === null ? noPlace : placeFacts(denial.region);
  const name = plainText(principal.name, longestFact);
  const targetRole =
    resourceArn?.service === "iam" ? roleForm.exec(resourceArn.resource)?.[1] : null;
  const iamAction = denial.action.iamAction;
  return {
    principal: name,
    identity: caller.identity ?? name,
    action: clean(iamAction ?? denial.action.text) ?? "this action",
    resource: clean(resourceText) ?? "the resource",
    account: accountOf(principal.account) ?? accountOf(denial.account) ?? "the account",
    layer: policyTypeNames[reason.via ?? reason.policyType],
    firstLayer: policyTypeNames[reason.policyType],
    principalArn: caller.principalArn,
    role: caller.role,
    user: caller.user,
    permissionSet: caller.permissionSet,
    invokedBy: clean(principal.invokedBy),
    region: place.region,
    partition: policy.partition ?? caller.partition ?? resourceArn?.partition ?? place.partition,
    policyArn: policy.policyArn,
    policyName: policy.policyName,
    policyAccount: policy.policyAccount,
    resourceAccount: accountOf(resourceArn?.account),
    bucket: resourceArn?.service === "s3" ? bucketOf(resourceArn) : null,
    kmsKeyArn: resourceArn?.service === "kms" ? clean(resourceText) : null,
    targetRole: clean(targetRole),
    targetRoleArn: targetRole == null ? null : clean(resourceText),
    passedToService: passedToService(denial.eventSource, denial.eventName),
    endpoint: clean(denial.vpcEndpointId),
    eventName: clean(denial.eventName),
    actionService: iamAction === null ? null : iamAction.slice(0, iamAction.indexOf(":")),
    callingService: denial.eventSource === null ? null : serviceOf(denial.eventSource),
    authorizationId: reason.authorizationId,
    encodedMessage: reason.encodedMessage,
  };
}

/** What the caller's key tells; the same callers are denied again and again. */
const callerFacts = remember(1000, (key) => {
  const arn = parseArn(key);
  const role = nameAfter(arn, "role/");
  const user = nameAfter(arn, "user/");
  const permissionSet = clean(permissionSetForm.exec(role ?? "")?.[1]);
  return {
    partition: arn === null ? null : arn.partition,
    principalArn: arn === null ? null : clean(key),
    role,
    user,
    permissionSet,
    identity: identityOf(permissionSet, role, user),
  };
});

const noPolicy = { partition: null, policyArn: null, policyName: null, policyAccount: null };
const policyFacts = remember(1000, (text) => {
  const arn = parseArn(text);
  if (arn === null) return noPolicy;
  return {
    partition: arn.partition,
    policyArn: clean(text),
    policyName: clean(arn.resource.split("/").at(-1)),
    policyAccount: accountOf(arn.account),
  };
});

const noPlace = { region: null, partition: "aws" };
const placeFacts = remember(100, (region) => ({
  region: regionForm.test(region) ? region : null,
  partition: partitionOf(region),
}));

const serviceOf = remember(500, (eventSource) =>
  clean(eventSource.replace(/\.amazonaws\.com$/, "")),
);

function clean(text: string | null | undefined): string | null {
  return text == null || text === "" ? null : plainText(text, longestFact);
}

function accountOf(text: string | null | undefined): string | null {
  return text != null && isAccountId(text) ? text : null;
}

function nameAfter(arn: Arn | null, start: string): string | null {
  if (arn?.service !== "iam" || !arn.resource.startsWith(start)) return null;
  return clean(arn.resource.slice(arn.resource.lastIndexOf("/") + 1));
}

function identityOf(permissionSet: string | null, role: string | null, user: string | null) {
  if (permissionSet !== null) return `permission set ${permissionSet}`;
  if (role !== null) return `role ${role}`;
  return user === null ? null : `user ${user}`;
}

function bucketOf(arn: Arn): string | null {
  // An access point's ARN has an account; a bucket's never has.
  return arn.account === "" ? clean(arn.resource.split("/", 1)[0]) : null;
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
