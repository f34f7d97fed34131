import { hash } from "node:crypto";
import {
  type FingerprintParts,
  type FingerprintRule,
  fingerprintRules,
} from "./fingerprint-rules.ts";
import { denyTypes, policyTypes, type Reason } from "./reason.ts";

/**
 * What makes two denials the same problem, as `fp1_` and 96 bits of SHA-256: account, principal key (with the person, for
 * an Identity Center role), IAM action, normalised resource, deny type, policy type. The prefix is the version of this rule.
 */
export function fingerprintOf(
  parts: FingerprintParts,
  rules: readonly FingerprintRule[] = fingerprintRules,
): string {
  const rule = rules.at(-1);
  if (rule === undefined) throw new Error("Cannot make a fingerprint: there is no rule");
  return digest(rule, parts);
}

/** The fingerprints that earlier versions gave the same denial, newest first. */
export function formerFingerprintsOf(
  parts: FingerprintParts,
  rules: readonly FingerprintRule[] = fingerprintRules,
): readonly string[] {
  return rules
    .slice(0, -1)
    .map((rule) => digest(rule, parts))
    .reverse();
}

/** A fingerprint of the same denial with another reason. */
export interface OtherReason {
  readonly fingerprint: string;
  readonly reason: Pick<Reason, "denyType" | "policyType">;
}

/** The 26 fingerprints that the same denial would have with another deny type or policy type. */
export function fingerprintsOfOtherReasons(
  parts: FingerprintParts,
  rules: readonly FingerprintRule[] = fingerprintRules,
): readonly OtherReason[] {
  return denyTypes.flatMap((denyType) =>
    policyTypes
      .filter((policyType) => {
        const { reason } = parts;
        return denyType !== reason.denyType || policyType !== reason.policyType;
      })
      .map((policyType) => {
        const reason = { ...parts.reason, denyType, policyType };
        return {
          fingerprint: fingerprintOf({ ...parts, reason }, rules),
          reason: { denyType, policyType },
        };
      }),
  );
}

function digest({ version, encode }: FingerprintRule, parts: FingerprintParts): string {
  return `fp${version}_${hash("sha256", encode(parts), "hex").slice(0, 24)}`;
}
