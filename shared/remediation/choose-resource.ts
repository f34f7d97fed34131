import type { IamAction } from "../iam/iam-action.ts";
import { matchesWildcard } from "../iam/matches-wildcard.ts";
import { parseArn } from "../iam/parse-arn.ts";
import type { Arn } from "../iam/parse-arn.ts";

export type ResourceChoice =
  | { readonly kind: "chosen"; readonly resource: string }
  | { readonly kind: "refused"; readonly why: string };

/** An ARN is at most 2,048 characters long ("Amazon Resource Names (ARNs)"). */
const longestArn = 2048;
/** Printable ASCII without space, quotes, brackets and policy variables: anything else may be a forgery, or needs escaping. */
const plainArn = /^[\w.:/@=,+~!#%&()*;-]+$/;
/** EC2 gives what it makes an id of its own, so it names `instance/*` in such a denial, and nothing narrower exists yet. */
const createsWithNewId = /^ec2:(?:Allocate|Copy|Create|Import|Purchase|Register|Request|Run)[A-Z]/;
const anyNewOfType = /^[a-z-]+\/\*$/;

/** Checks by the ARN part what a placeholder of the Service Authorization Reference stands for. */
const placeholderForms: Readonly<Record<string, RegExp>> = {
  "${Partition}": /^aws(?:-[a-z]+)*$/,
  "${Region}": /^[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/,
  "${Account}": /^\d{12}$/,
};

/**
 * The `Resource` of a statement for this action on what a message names: that very ARN, if the action takes its form,
 * and `*` only where the action has no resource level.
 */
export function chooseResource(action: IamAction, text: string | null): ResourceChoice {
  if (action.resourceArnPatterns.length === 0) return { kind: "chosen", resource: "*" };
  if (text === null) return refused("the message names no resource");
  if (text.length > longestArn || !plainArn.test(text)) {
    return refused("the resource's name has characters that need checking by hand");
  }
  const arn = parseArn(text);
  if (arn === null) return refused("the message does not give the resource's ARN");
  if (text.includes("*") && !isNewResource(action, arn)) {
    return refused("the message does not say which single resource was meant");
  }
  const isOfForm = action.resourceArnPatterns.some((pattern) => isOfPattern(arn, pattern));
  if (!isOfForm) return refused(`${action.name} does not take a resource of this form`);
  return { kind: "chosen", resource: text };
}

function refused(why: string): ResourceChoice {
  return { kind: "refused", why };
}

function isNewResource(action: IamAction, arn: Arn): boolean {
  return createsWithNewId.test(action.name) && anyNewOfType.test(arn.resource);
}

function isOfPattern(arn: Arn, pattern: string): boolean {
  const wanted = parsePattern(pattern);
  if (wanted === null) return false;
  const isBucket = wanted.resource === "${BucketName}";
  return (
    isPart(arn.partition, wanted.partition) &&
    arn.service === wanted.service &&
    isPart(arn.region, wanted.region) &&
    isPart(arn.account, wanted.account) &&
    !(isBucket && arn.resource.includes("/")) &&
    matchesWildcard(wanted.resourceWildcard, arn.resource)
  );
}

interface ParsedPattern extends Arn {
  /** The resource with `?*` for each placeholder, which stands for at least one character. */
  readonly resourceWildcard: string;
}

/** Some two thousand patterns exist; those that are met are taken apart once. */
const parsedPatterns = new Map<string, ParsedPattern | null>();

function parsePattern(pattern: string): ParsedPattern | null {
  const known = parsedPatterns.get(pattern);
  if (known !== undefined) return known;
  const arn = parseArn(pattern);
  const parsed =
    arn === null ? null : { ...arn, resourceWildcard: arn.resource.replace(/\$\{\w+\}/g, "?*") };
  parsedPatterns.set(pattern, parsed);
  return parsed;
}

function isPart(given: string, wanted: string): boolean {
  return placeholderForms[wanted]?.test(given) ?? given === wanted;
}
