import { denialPhrases } from "./denial-phrases.ts";
import { errorPlaces } from "./denial-text.ts";
import { denialCodeStems, errorCodes } from "./error-codes.ts";

/** One alternative of an EventBridge field: a value, or one operator. */
export type Matcher = string | number | boolean | null | { readonly [operator: string]: unknown };

/** An EventBridge event pattern ("Amazon EventBridge event patterns"). */
export interface EventPattern {
  readonly [field: string]: readonly Matcher[] | EventPattern | readonly EventPattern[];
}

/** CloudTrail's detail-types that can carry a refused call; the console's sign-in is spelled two ways by AWS. */
export const denialDetailTypes = [
  "AWS API Call via CloudTrail",
  "AWS Network Activity Event via CloudTrail",
  "AWS Console Signin via CloudTrail",
  "AWS Console Sign In via CloudTrail",
  "AWS Console Action via CloudTrail",
  "AWS Service Event via CloudTrail",
] as const;

/** Patterns may have 2,048 characters ("Amazon EventBridge quotas"). */
export const maxPatternLength = 2048;

/** What the rule must know of the deployment. */
export interface DenialPatternOptions {
  /** Role ARNs, or wildcard patterns of them, whose own denials must never reach the alerter. */
  readonly ownRoleArns?: readonly string[];
}

/**
 * Builds the pattern of the rule from the table of error codes: whatever `isDenialRecord` calls a denial, it matches.
 * Throws a `RangeError` if so many own roles are given that EventBridge would refuse the pattern.
 */
export function buildDenialEventPattern(options: DenialPatternOptions = {}): EventPattern {
  return buildPattern(otherRoles(options.ownRoleArns ?? []));
}

/** The pattern of the rule that keeps watch on Denywatch itself: denials of these roles, and no others. */
export function buildOwnDenialEventPattern(ownRoleArns: readonly string[]): EventPattern {
  return buildPattern(issuedBy([...ownRoleArns]));
}

function buildPattern(roles: EventPattern): EventPattern {
  const pattern: EventPattern = {
    source: [{ prefix: "aws." }],
    "detail-type": [...denialDetailTypes],
    detail: { ...roles, $or: errorPlaces.flatMap(placeAlternatives) },
  };
  const length = JSON.stringify(pattern).length;
  if (length > maxPatternLength) {
    throw new RangeError(
      `Cannot build the rule's event pattern: ${length} characters, ${maxPatternLength} allowed; exclude fewer roles, or use wildcards`,
    );
  }
  return pattern;
}

/** A denial's code, or a message that quotes one, at one place of the record. */
function placeAlternatives(place: (typeof errorPlaces)[number]): EventPattern[] {
  return [
    nest(place.path, { [place.code]: codeMatchers() }),
    nest(place.path, {
      [place.message]: denialPhrases.map((phrase) => ({ wildcard: `*${phrase}*` })),
    }),
  ];
}

/** The stems, anywhere as AWS spells them or in lower case, at either end in any case; and the codes without a stem. */
function codeMatchers(): Matcher[] {
  const stems = denialCodeStems.map((stem) => stem.toLowerCase());
  const others = errorCodes
    .filter(({ verdict }) => verdict === "denial")
    .map(({ code }) => code)
    .filter((code) => !stems.some((stem) => code.toLowerCase().includes(stem)));
  const anywhere = denialCodeStems.flatMap((stem) => [
    { wildcard: `*${stem}*` },
    { wildcard: `*${stem.toLowerCase()}*` },
    { prefix: { "equals-ignore-case": stem } },
    { suffix: { "equals-ignore-case": stem } },
  ]);
  return [...anywhere, ...others];
}

function nest(path: readonly string[], pattern: EventPattern): EventPattern {
  return path.reduceRight<EventPattern>((inner, step) => ({ [step]: inner }), pattern);
}

/** Not one of the own roles; an event without a session issuer has none, and "anything-but" needs the field. */
function otherRoles(ownRoleArns: readonly string[]): EventPattern {
  if (ownRoleArns.length === 0) return {};
  const hasWildcard = ownRoleArns.some((arn) => arn.includes("*"));
  const but = hasWildcard ? { wildcard: [...ownRoleArns] } : [...ownRoleArns];
  return issuedBy([{ "anything-but": but }, { exists: false }]);
}

function issuedBy(arn: readonly Matcher[]): EventPattern {
  return { userIdentity: { sessionContext: { sessionIssuer: { arn } } } };
}
