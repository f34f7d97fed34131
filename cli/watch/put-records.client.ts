import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { describeDelivery } from "../cloudtrail/describe-delivery.ts";
import type { WatchedRecord } from "./poll-account.ts";

/** PutEvents takes at most so many entries ("PutEvents", EventBridge API Reference). */
const mostEntries = 10;

/** Hands records to a local alerter as EventBridge would deliver them. Done once it has them for good; throws where it refuses one. */
export async function putRecords(url: string, records: readonly WatchedRecord[]): Promise<void> {
  const client = new EventBridgeClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    for (let at = 0; at < records.length; at += mostEntries) {
      const Entries = records.slice(at, at + mostEntries).map(asEntry);
      const answer = await client.send(new PutEventsCommand({ Entries }));
      const refused = answer.Entries?.find(({ ErrorCode }) => ErrorCode !== undefined);
      if (refused !== undefined) {
        throw new Error(`Cannot hand over a record: ${refused.ErrorMessage ?? "refused"}`);
      }
    }
  } finally {
    client.destroy();
  }
}

function asEntry({ json }: WatchedRecord) {
  const record = JSON.parse(json) as Readonly<Record<string, unknown>>;
  const { source, detailType } = describeDelivery(record);
  return { Source: source, DetailType: detailType, Detail: json };
}
