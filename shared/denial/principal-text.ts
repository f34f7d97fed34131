import { remember } from "../caching/remember.ts";
import { isAccountId } from "../iam/is-account-id.ts";
import type { IdentityType } from "./denial.ts";
import { parsePrincipalArn } from "./principal-arn.ts";
import { isServiceName } from "./service-name.ts";

/** A caller as one text names it. */
export interface NamedPrincipal {
  readonly type: IdentityType;
  readonly key: string;
  readonly sessionName: string | null;
  /** 12 digits; null where the text has none. */
  readonly account: string | null;
  /** Never empty. */
  readonly name: string;
}

/** A caller of whom nothing is known. */
export const unknownPrincipal: NamedPrincipal = {
  type: "Unknown",
  key: "unknown",
  sessionName: null,
  account: null,
  name: "unknown",
};

/** Reads an ARN, a service's name, `anonymous` or an account's id; any other text is its own key. */
export const parsePrincipalText = remember(1000, readPrincipalText);

function readPrincipalText(text: string): NamedPrincipal {
  if (text === "") return unknownPrincipal;
  if (isAnonymous(text)) return { ...unknownPrincipal, key: "anonymous", name: "anonymous" };
  const arn = parsePrincipalArn(text);
  if (arn !== null) return { ...arn, account: accountIdOf(arn.account) };
  const account = accountIdOf(text);
  const type = account !== null ? "AWSAccount" : isServiceName(text) ? "AWSService" : "Unknown";
  return { type, key: text, sessionName: null, account, name: text };
}

/** The account's id, or null where it has not 12 digits: masked and invented ones are none. */
export function accountIdOf(text: string | undefined): string | null {
  return text !== undefined && isAccountId(text) ? text : null;
}

/** The words of messages and of S3's records for a caller without credentials. */
export function isAnonymous(text: string | undefined): boolean {
  return text === "anonymous" || text === "Anonymous" || text === "ANONYMOUS_PRINCIPAL";
}
