import type { CloudTrailRecord } from "../cloudtrail/record.ts";
import { parseArn } from "../iam/parse-arn.ts";
import type { DeniedAction, DeniedResource } from "./denial.ts";
import { iamPrefixOf } from "./derive-action.ts";
import { normaliseResource } from "./normalise-resource.ts";
import { partitionOf } from "./partition.ts";
import { isAnonymous } from "./principal-text.ts";
import { findRequestResource } from "./request-resource.ts";

type TargetFields = Pick<
  CloudTrailRecord,
  | "eventSource"
  | "awsRegion"
  | "resources"
  | "requestParameters"
  | "recipientAccountId"
  | "userIdentity"
>;

/**
 * On what: as the message names it, else an ARN of the record's `resources`, else what the request parameters name.
 * For a bare message the record is null. Never throws.
 */
export function deniedResourceOf(
  record: TargetFields | null,
  messageResource: string | null,
  action: DeniedAction,
): DeniedResource {
  const { iamAction } = action;
  const text = messageResource ?? (record === null ? null : fromRecord(record, iamAction ?? ""));
  return { text, normalised: text === null ? null : normaliseResource(text, iamAction) };
}

function fromRecord(target: TargetFields, iamAction: string): string | null {
  const listed = fromResources(target, iamAction);
  if (listed !== null) return listed;
  const region = target.awsRegion || null;
  // A name without account is one in the caller's own; nobody's account is the one that was called.
  const { accountId } = target.userIdentity;
  const account = (isAnonymous(accountId) ? null : accountId) || target.recipientAccountId || null;
  const service = iamPrefixOf(target.eventSource);
  const place = { service, partition: partitionOf(region), region, account };
  return findRequestResource(iamAction, target.requestParameters, place);
}

/**
 * The record lists what the call was about. A call that another service's action stopped (`kms:Decrypt` in a
 * GetSecretValue) was about something else: then only a resource of that service is meant.
 */
function fromResources({ resources, eventSource }: TargetFields, iamAction: string): string | null {
  if (resources === undefined) return null;
  const service = iamAction.slice(0, iamAction.indexOf(":"));
  let other: string | null = null;
  for (const { ARN: text = "" } of resources) {
    const arn = parseArn(text);
    if (arn === null) continue;
    if (arn.service === service && fitsAction(iamAction, arn.resource)) return text;
    other ??= text;
  }
  return service === iamPrefixOf(eventSource) ? other : null;
}

/** S3 lists a bucket and its object side by side. */
function fitsAction(iamAction: string, resource: string): boolean {
  if (!iamAction.startsWith("s3:")) return true;
  return resource.includes("/") === iamAction.includes("Object");
}
