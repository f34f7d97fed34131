import type { CloudTrailRecord } from "../cloudtrail/record.ts";
import { isServiceName } from "./service-name.ts";

/**
 * The AWS service that made the call, by `invokedBy` or a service's name as source address ("CloudTrail record
 * contents", CloudTrail User Guide); `AWS Internal` where AWS says no more; null for a caller of its own.
 */
export function callingServiceOf({
  userIdentity,
  sourceIPAddress = "",
}: Pick<CloudTrailRecord, "userIdentity" | "sourceIPAddress">): string | null {
  const { invokedBy } = userIdentity;
  if (invokedBy !== undefined && invokedBy !== "") return invokedBy;
  if (isServiceName(sourceIPAddress)) return sourceIPAddress;
  return sourceIPAddress.startsWith("AWS Internal") ? "AWS Internal" : null;
}
