import type { UserIdentity } from "../cloudtrail/record.ts";
import type { IdentityType } from "./denial.ts";

/**
 * Whose call it is, where the identity tells: the session name of an Identity Center role is its user's name
 * ("Referencing permission sets", IAM Identity Center User Guide); a source identity; a session named by an e-mail address.
 */
export function personOf(
  identity: UserIdentity,
  type: IdentityType,
  key: string,
  sessionName: string | null,
): string | null {
  if (sessionName !== null && isIdentityCenterRole(key)) return sessionName;
  const sourceIdentity = identity.sessionContext?.sourceIdentity;
  if (sourceIdentity !== undefined && sourceIdentity !== "") return sourceIdentity;
  if (sessionName !== null && isEmailAddress(sessionName)) return sessionName;
  const userId = identity.onBehalfOf?.userId;
  if (type === "IdentityCenterUser" || userId !== undefined) return present(userId);
  return type === "SAMLUser" ? present(identity.userName) : null;
}

/** A role that IAM Identity Center made of a permission set: many people share it. */
export function isIdentityCenterRole(key: string): boolean {
  return key.startsWith("AWSReservedSSO_", key.lastIndexOf("/") + 1);
}

function isEmailAddress(text: string): boolean {
  const at = text.indexOf("@");
  return at > 0 && text.includes(".", at);
}

function present(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}
