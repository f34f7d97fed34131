import { expect, it } from "vitest";
import { denialDetailTypes } from "../../../shared/cloudtrail/denial-event-pattern.ts";
import type { EventSender } from "../../../shared/cloudtrail/event.ts";
import { findFalseSender } from "../../../shared/cloudtrail/find-false-sender.ts";

const account = "210987654321";
const genuine: EventSender = {
  source: "aws.s3",
  detailType: "AWS API Call via CloudTrail",
  account,
};

it.each<{
  name: string;
  sender: Partial<EventSender>;
  recipient: string | undefined;
  says: string | null;
}>([
  { name: "takes what CloudTrail delivered", sender: {}, recipient: account, says: null },
  { name: "takes a record that names no account", sender: {}, recipient: undefined, says: null },
  {
    name: "refuses an account that speaks for another",
    sender: { account: "345678901234" },
    recipient: account,
    says: "detail.recipientAccountId: expected the account that the event is from",
  },
  {
    name: "refuses an account that is none",
    sender: { account: "" },
    recipient: account,
    says: "detail.recipientAccountId: expected the account that the event is from",
  },
  {
    name: "refuses a source of one's own",
    sender: { source: "orchard.audit" },
    recipient: account,
    says: 'source: expected one of AWS, "aws.<service>"',
  },
  {
    name: "refuses a source that only looks like AWS",
    sender: { source: "aws" },
    recipient: account,
    says: 'source: expected one of AWS, "aws.<service>"',
  },
  {
    name: "refuses another service's event",
    sender: { detailType: "Scheduled Event" },
    recipient: account,
    says: "detail-type: expected one of CloudTrail's",
  },
])("findFalseSender() $name", ({ sender, recipient, says }) => {
  expect(findFalseSender({ ...genuine, ...sender }, { recipientAccountId: recipient })).toBe(says);
});

it.each(denialDetailTypes)(
  "findFalseSender() takes the rule's own detail-type %s",
  (detailType) => {
    const sender = { ...genuine, detailType };
    expect(findFalseSender(sender, { recipientAccountId: account })).toBeNull();
  },
);
