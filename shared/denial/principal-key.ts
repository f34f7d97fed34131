import type { UserIdentity } from "../cloudtrail/record.ts";
import type { IdentityType } from "./denial.ts";

/** What CloudTrail writes where a name may be a password typed into the wrong field. */
const hiddenName = "HIDDEN_DUE_TO_SECURITY_REASONS";

/**
 * The stable identity of a caller whose record has no ARN for it ("CloudTrail userIdentity element", CloudTrail User
 * Guide), or null where the record names none. `service` is the AWS service that called.
 */
export function keyWithoutArn(
  identity: UserIdentity,
  type: IdentityType,
  service: string | null,
  partition: string,
): string | null {
  const { principalId, accountId, onBehalfOf } = identity;
  const userName = visibleName(identity.userName);
  switch (type) {
    case "Root":
      return has(accountId) ? `arn:${partition}:iam::${accountId}:root` : null;
    case "AWSService":
      return service ?? stableId(principalId);
    case "AWSAccount":
      return has(accountId) ? accountId : stableId(principalId);
    case "IdentityCenterUser":
      return has(onBehalfOf?.userId) ? onBehalfOf.userId : (stableId(principalId) ?? userName);
    case "WebIdentityUser":
    case "SAMLUser":
      return has(principalId) ? principalId : userName;
    case "AssumedRole":
    case "Role":
      return stableId(principalId) ?? userName;
    case "IAMUser":
    case "FederatedUser":
    case "Directory":
    case "Unknown":
      return userName ?? stableId(principalId);
  }
}

/** The name, or null where there is none or CloudTrail hides it. */
export function visibleName(name: string | undefined): string | null {
  return has(name) && name !== hiddenName ? name : null;
}

/** A role's unique id is followed by the session, which is not stable: "AROA...:session". */
function stableId(principalId: string | undefined): string | null {
  if (!has(principalId)) return null;
  const colon = principalId.indexOf(":");
  return colon > 0 && /^A[A-Z]{3}[A-Z0-9]/.test(principalId)
    ? principalId.slice(0, colon)
    : principalId;
}

function has(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
