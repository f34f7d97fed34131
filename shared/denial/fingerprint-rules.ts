import type { Denial } from "./denial.ts";
import { isIdentityCenterRole } from "./principal-person.ts";

/** What a fingerprint is made of; the rest of a denial does not change it. */
export type FingerprintParts = Pick<
  Denial,
  "account" | "principal" | "action" | "resource" | "reason"
>;

/** One version of what makes two denials the same problem. */
export interface FingerprintRule {
  /** Grows by one with each rule; the prefix of its fingerprints is `fp<version>_`. */
  readonly version: number;
  /** The parts as one text; different parts never give the same text. */
  readonly encode: (parts: FingerprintParts) => string;
}

/**
 * Every rule that a released version had, oldest first; the last is in force. A change to a rule, or to a normalisation
 * or a parser that gives other parts for the same record, is a new rule here; the one before then has to give, from
 * the new parts, what it gave before. docs/design.md says what that can and cannot do.
 */
export const fingerprintRules: readonly [FingerprintRule, ...FingerprintRule[]] = [
  { version: 1, encode: encodeParts },
];

/**
 * Account, principal key (with the person, for an Identity Center role), IAM action, normalised resource, deny type and
 * policy type, as one text.
 */
export function encodeParts(parts: FingerprintParts): string {
  const { account, principal, action, resource, reason } = parts;
  return JSON.stringify([
    account,
    principal.key,
    isIdentityCenterRole(principal.key) ? principal.person : null,
    action.iamAction?.toLowerCase() ?? null,
    resource.normalised,
    reason.denyType,
    reason.policyType,
  ]);
}
