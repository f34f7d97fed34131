import type { NotPolicyCause } from "../reason.ts";

/** A sentence that follows no grammar, known by a phrase in it. */
interface FixedSentence {
  /** Lower case. */
  readonly phrases: readonly string[];
  readonly notPolicy: NotPolicyCause | null;
  /** By itself a refusal for lack of authorization, whatever its error code. */
  readonly isDenial: boolean;
}

/** Sentences of services that no policy grammar covers; the first that fits counts. */
const fixedSentences: readonly FixedSentence[] = [
  {
    phrases: [
      "session token not found",
      "token is expired",
      "token has expired",
      "token included in the request is expired",
      "token included in the request is invalid",
      "session has expired",
      "profile has expired",
      "token expired",
      "signature expired",
      "request has expired",
    ],
    notPolicy: "expired-session",
    isDenial: false,
  },
  {
    phrases: [
      "ciphertext refers to a customer master key",
      "does not exist or is not allowed to be used",
    ],
    notPolicy: "kms-ambiguous",
    isDenial: true,
  },
  {
    phrases: [
      "lake formation permission",
      "permissions to execute the query",
      "does not have any privilege on specified resource",
      "not authorized to access requested permissions",
    ],
    notPolicy: "lake-formation",
    isDenial: true,
  },
  {
    phrases: [
      "access to the model with the specified",
      "access to the model",
      "access to this model",
      "model access is denied",
      "invoke this model",
      "models is not allowed",
      "models are not allowed",
      "marked by provider as legacy",
      "explore other available models",
      "model use case details",
    ],
    notPolicy: "model-access",
    isDenial: true,
  },
  {
    phrases: ["access not activated"],
    notPolicy: "billing-iam-access-not-activated",
    isDenial: true,
  },
  {
    phrases: [
      "for cost explorer",
      "cost explorer is not enabled",
      "cost explorer has not been",
      "is a linked account",
      "linked account doesn't have",
    ],
    notPolicy: "cost-explorer-not-enabled",
    isDenial: true,
  },
  {
    phrases: ["cross-account pass role", "cross account pass role"],
    notPolicy: "cross-account-pass-role",
    isDenial: true,
  },
  { phrases: ["be assumed by root"], notPolicy: "root-cannot-assume-role", isDenial: true },
  {
    phrases: ["protected by object lock", "is worm protected"],
    notPolicy: "s3-object-lock",
    isDenial: true,
  },
  {
    phrases: ["s3 block public access", "blockpublicacls", "blockpublicpolicy"],
    notPolicy: "s3-block-public-access",
    isDenial: true,
  },
  { phrases: ["customer provided keys (sse-c)"], notPolicy: "s3-sse-c-blocked", isDenial: true },
  {
    phrases: ["read_acl permission", "write_acl permission", "bucket does not allow acls"],
    notPolicy: "s3-acl",
    isDenial: true,
  },
  {
    phrases: [
      "account must be verified",
      "account is not verified",
      "account has not been verified",
      "account is being verified",
      "account is currently being verified",
      "account verification",
      "accessing resources in this region is being validated",
      "validation of your account",
    ],
    notPolicy: "account-verification",
    isDenial: false,
  },
  {
    phrases: [
      "is denied access",
      "account is currently blocked",
      "account is blocked",
      "account has been blocked",
      "account is suspended",
      "temporarily is suspended",
      "temporarily suspended",
      "account has been suspended",
      "account is restricted",
      "account has been restricted",
      "account currently does not support",
      "your account is not authorized",
      "your account does not have",
      "your aws account does not",
    ],
    notPolicy: "account-restricted",
    isDenial: false,
  },
  {
    phrases: [
      "not been onboarded",
      "is not onboarded",
      "is not subscribed",
      "needs a subscription",
      "subscription is required",
      "not whitelisted",
      "not allowlisted",
      "is not enabled",
      "has not been enabled",
      "not available to new customers",
      "not available for new accounts",
      "not open to new customers",
      "longer available to new",
      "longer open to new",
      "longer accepting new",
      "not signed up for",
      "due to support level",
    ],
    notPolicy: "service-not-enabled",
    isDenial: false,
  },
  {
    phrases: [
      "due to a vpc endpoint policy",
      "is denied.",
      "don't have permission",
      "do not have permission",
      "does not have permission",
      "do not have sufficient",
      "not authorized to",
      "explicit deny",
      "error code: accessdenied",
      "no access to any requested resource",
    ],
    notPolicy: null,
    isDenial: true,
  },
];

/** What a sentence without a grammar says, and on what it says it. */
export interface ScannedSentence {
  readonly notPolicy: NotPolicyCause | null;
  readonly isDenial: boolean;
  readonly resource: string | null;
}

/** Recognises the sentences of services that have no "User: ... is not authorized to perform: ..." at all. */
export function scanFixedSentence(text: string): ScannedSentence {
  const folded = text.toLowerCase();
  for (const { phrases, notPolicy, isDenial } of fixedSentences) {
    if (!phrases.some((phrase) => folded.includes(phrase))) continue;
    return { notPolicy, isDenial, resource: fixedResource(text) };
  }
  const isDenial = /^access ?denied\b/.test(folded);
  return { notPolicy: null, isDenial, resource: fixedResource(text) };
}

/** The name in SQS's "Access to the resource R is denied.", in "access resource R" and in Lake Formation's "on R". */
function fixedResource(text: string): string | null {
  return (
    between(text, "Access to the resource ", " is denied") ??
    between(text, "ot authorized to access resource ", null) ??
    between(text, "Lake Formation permission(s) on ", null) ??
    between(text, "Lake Formation permission on ", ": Required ") ??
    lakeFormationRequired(text)
  );
}

/** "Insufficient Lake Formation permission(s): Required Describe on R". */
function lakeFormationRequired(text: string): string | null {
  const required = text.indexOf("Lake Formation permission(s): Required ");
  return required === -1 ? null : between(text.slice(required), " on ", null);
}

function between(text: string, before: string, after: string | null): string | null {
  const at = text.indexOf(before);
  if (at === -1) return null;
  const start = at + before.length;
  const end = after === null ? -1 : text.lastIndexOf(after);
  let own = end > start ? text.slice(start, end) : text.slice(start);
  const details = own.indexOf(" (Service: ");
  if (details !== -1) own = own.slice(0, details);
  own = own.trim().replace(/^["'`:]+ ?|[.,;"'`]{1,3}$/g, "");
  return own === "" ? null : own;
}
