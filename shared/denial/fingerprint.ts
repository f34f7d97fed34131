import { hash } from "node:crypto";
import type { Denial } from "./denial.ts";
import { isIdentityCenterRole } from "./principal-person.ts";

/** What a fingerprint is made of; the rest of a denial does not change it. */
export type FingerprintParts = Pick<
  Denial,
  "account" | "principal" | "action" | "resource" | "reason"
>;

/**
 * What makes two denials the same problem, as `fp1_` and 96 bits of SHA-256: account, principal key (with the person, for
 * an Identity Center role), IAM action, normalised resource, deny type, policy type. The prefix is the version of this rule.
 */
export function fingerprintOf(parts: FingerprintParts): string {
  return `fp1_${hash("sha256", encodeParts(parts), "hex").slice(0, 24)}`;
}

/** The parts as one text; different parts never give the same text. */
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
