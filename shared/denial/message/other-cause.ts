import type { NotPolicyCause, PolicyType } from "../reason.ts";
import { skipSpace } from "./words.ts";

interface OtherCause {
  /** What follows "because", lower case, single spaces. */
  readonly wording: string;
  readonly notPolicy: NotPolicyCause;
  readonly policyType: PolicyType;
}

/**
 * What services say behind "because" where no IAM policy, or none that can be told, is the cause
 * ("Troubleshoot access denied (403 Forbidden) errors in Amazon S3", S3 User Guide; the first is KMS's own).
 */
const otherCauses: readonly OtherCause[] = [
  {
    wording: "the resource does not exist in this region",
    notPolicy: "kms-ambiguous",
    policyType: "resource-based",
  },
  {
    wording: "public acls are prevented by the",
    notPolicy: "s3-block-public-access",
    policyType: "unknown",
  },
  {
    wording: "public policies are prevented by the",
    notPolicy: "s3-block-public-access",
    policyType: "unknown",
  },
  {
    wording: "public acls are blocked by the",
    notPolicy: "s3-block-public-access",
    policyType: "unknown",
  },
  {
    wording: "public access control lists (acls) are blocked by the",
    notPolicy: "s3-block-public-access",
    policyType: "unknown",
  },
  {
    wording: "public policies are blocked by the",
    notPolicy: "s3-block-public-access",
    policyType: "unknown",
  },
  {
    wording: "this bucket has blocked upload requests",
    notPolicy: "s3-sse-c-blocked",
    policyType: "unknown",
  },
  {
    wording: "object protected by object lock",
    notPolicy: "s3-object-lock",
    policyType: "unknown",
  },
  {
    wording: "the object is protected by object lock",
    notPolicy: "s3-object-lock",
    policyType: "unknown",
  },
];
const longest = 60;

/** A cause that is not a policy, read behind "because". */
export interface ScannedCause {
  readonly cut: boolean;
  readonly reason: { readonly notPolicy: NotPolicyCause; readonly policyType: PolicyType };
}

/** Reads such a cause; a cut one where only one cause goes on so; null where there is none. */
export function otherCauseAt(text: string, position: number): ScannedCause | null {
  const from = skipSpace(text, position);
  const start = text
    .slice(from, from + longest)
    .toLowerCase()
    .replace(/\s+/g, " ");
  const atEnd = from + longest >= text.length;
  let found: OtherCause | null = null;
  for (const cause of otherCauses) {
    if (start.startsWith(cause.wording)) return { cut: false, reason: pick(cause) };
    if (!atEnd || !cause.wording.startsWith(start)) continue;
    if (found !== null && found.notPolicy !== cause.notPolicy) return null;
    found = cause;
  }
  return found === null ? null : { cut: true, reason: pick(found) };
}

function pick({ notPolicy, policyType }: OtherCause): ScannedCause["reason"] {
  return { notPolicy, policyType };
}
