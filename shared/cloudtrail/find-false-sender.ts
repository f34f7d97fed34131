import { denialDetailTypes } from "./denial-event-pattern.ts";
import type { EventSender } from "./event.ts";
import type { CloudTrailRecord } from "./record.ts";

/**
 * Why an event is not what CloudTrail delivered to the account that sent it; null where it is. Only AWS puts events
 * with a source that begins with "aws." ("PutEvents", EventBridge API Reference), and a bus that forwards keeps the
 * event's account: so no account can speak for another, and none for CloudTrail. Names the field, quotes no value.
 */
export function findFalseSender(
  { source, detailType, account }: EventSender,
  { recipientAccountId }: Pick<CloudTrailRecord, "recipientAccountId">,
): string | null {
  if (!source.startsWith("aws.")) return 'source: expected one of AWS, "aws.<service>"';
  if (!(denialDetailTypes as readonly string[]).includes(detailType)) {
    return "detail-type: expected one of CloudTrail's";
  }
  if (recipientAccountId !== undefined && recipientAccountId !== account) {
    return "detail.recipientAccountId: expected the account that the event is from";
  }
  return null;
}
