import type { CloudTrailRecord, UserIdentity } from "../cloudtrail/record.ts";
import { type IdentityType, identityTypes } from "./denial.ts";
import { partitionOf } from "./partition.ts";
import { keyWithoutArn, visibleName } from "./principal-key.ts";
import {
  accountIdOf,
  isAnonymous,
  type NamedPrincipal,
  parsePrincipalText,
  unknownPrincipal,
} from "./principal-text.ts";

const typesByName: ReadonlyMap<string, IdentityType> = new Map(
  identityTypes.map((type) => [type, type]),
);

/**
 * The caller by the identity's ARN, else by what its type has in place of one, else as the message names it.
 * `service` is the AWS service that called.
 */
export function identifyPrincipal(
  record: Pick<CloudTrailRecord, "userIdentity" | "awsRegion">,
  service: string | null,
  messagePrincipal: string | null,
): NamedPrincipal {
  const identity = record.userIdentity;
  const type = typesByName.get(identity.type ?? "") ?? "Unknown";
  if (isAnonymous(identity.accountId) || isAnonymous(identity.principalId)) {
    return { ...unknownPrincipal, type, key: "anonymous", name: "anonymous" };
  }
  if (identity.arn !== undefined && identity.arn !== "") return byArn(identity, type, identity.arn);
  const named = messagePrincipal === null ? null : parsePrincipalText(messagePrincipal);
  const own =
    issuerOf(identity, type) ??
    keyWithoutArn(identity, type, service, partitionOf(record.awsRegion));
  if (named === null || (own !== null && !namesBetter(named, type))) {
    return byKey(identity, type, own);
  }
  const account = accountIdOf(identity.accountId) ?? named.account;
  return { ...named, type: type === "Unknown" ? named.type : type, account };
}

/** "CloudTrail userIdentity element" (CloudTrail User Guide): a session's issuer has the role's ARN with its path. */
function byArn(identity: UserIdentity, type: IdentityType, arn: string): NamedPrincipal {
  const named = parsePrincipalText(arn);
  const issuer = identity.sessionContext?.sessionIssuer;
  // A session of the root user ("AssumeRoot", AWS STS) is the root user's, whatever type it is given.
  const isRoot = named.type === "Root" || identity.sessionContext?.assumedRoot === "true";
  return {
    type: isRoot ? "Root" : type === "Unknown" ? named.type : type,
    key: isRoot ? named.key : (issuerOf(identity, type) ?? named.key),
    sessionName: named.sessionName,
    account: accountIdOf(identity.accountId) ?? named.account ?? accountIdOf(issuer?.accountId),
    name: named.name,
  };
}

function byKey(identity: UserIdentity, type: IdentityType, key: string | null): NamedPrincipal {
  const issuer = identity.sessionContext?.sessionIssuer;
  const named = parsePrincipalText(key ?? "");
  return {
    type,
    key: named.key,
    sessionName: type === "AssumedRole" ? sessionOfId(identity.principalId) : null,
    account: accountIdOf(identity.accountId) ?? named.account ?? accountIdOf(issuer?.accountId),
    name: visibleName(identity.userName) ?? visibleName(issuer?.userName) ?? named.name,
  };
}

function issuerOf(identity: UserIdentity, type: IdentityType): string | null {
  const arn = identity.sessionContext?.sessionIssuer?.arn;
  return type === "Root" || arn === undefined || arn === "" ? null : arn;
}

/** An ARN in the message tells more than the bare id or name that the record has of an IAM identity. */
function namesBetter({ type, key }: NamedPrincipal, recordType: IdentityType): boolean {
  const isIam = type === "IAMUser" || type === "AssumedRole" || type === "Role";
  return isIam && type === recordType && key.startsWith("arn:");
}

/** A role's unique id with the session's name: "AROA...:session". */
function sessionOfId(principalId: string | undefined): string | null {
  if (principalId === undefined) return null;
  const session = principalId.slice(principalId.indexOf(":") + 1);
  return session === "" || session === principalId ? null : session;
}
