import type { CloudTrailRecord, UserIdentity } from "../cloudtrail/record.ts";
import { callingServiceOf } from "./calling-service.ts";
import type { IdentityType, Principal } from "./denial.ts";
import { automationOf } from "./principal-automation.ts";
import { identifyPrincipal } from "./principal-identity.ts";
import { personOf } from "./principal-person.ts";
import { parsePrincipalText } from "./principal-text.ts";
import { clientOf } from "./user-agent.ts";

const noIdentity: UserIdentity = {};

/**
 * Who was denied: by the record's identity; what that does not tell, by the message's own text for the caller.
 * The record is null for a bare message.
 */
export function principalOf(
  record: CloudTrailRecord | null,
  messagePrincipal: string | null,
): Principal {
  const identity = record?.userIdentity ?? noIdentity;
  const userAgent = record?.userAgent ?? null;
  const invokedBy = record === null ? null : callingServiceOf(record);
  const { type, key, sessionName, account, name } =
    record === null
      ? parsePrincipalText(messagePrincipal ?? "")
      : identifyPrincipal(record, invokedBy, messagePrincipal);
  return {
    type,
    text: messagePrincipal ?? (identity.arn === "" ? null : (identity.arn ?? null)),
    key,
    sessionName,
    person: personOf(identity, type, key, sessionName),
    account,
    name,
    automation: automationOf(identity, sessionName, userAgent),
    invokedBy,
    client: clientOf(userAgent, invokedBy),
    credentials: credentialsOf(identity, type),
  };
}

/** "IAM identifiers" (IAM User Guide): a temporary access key's id begins with ASIA, a long-term one's with AKIA. */
function credentialsOf(identity: UserIdentity, type: IdentityType): Principal["credentials"] {
  const { accessKeyId = "", sessionContext } = identity;
  if (accessKeyId.startsWith("ASIA")) return "temporary";
  if (accessKeyId.startsWith("AKIA")) return "long-term";
  if (type === "AssumedRole" || type === "FederatedUser") return "temporary";
  return sessionContext?.attributes?.creationDate === undefined ? null : "temporary";
}
