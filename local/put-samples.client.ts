import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { SampleEvent } from "./sample-denials.ts";

/** PutEvents takes at most so many entries ("PutEvents", EventBridge API Reference). */
const mostEntries = 10;

/** Sends the events to a local alerter through the AWS SDK. Throws where one is refused. */
export async function putSamples(url: string, events: readonly SampleEvent[]): Promise<void> {
  const client = new EventBridgeClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    for (let start = 0; start < events.length; start += mostEntries) {
      const entries = events.slice(start, start + mostEntries).map((event) => ({
        Time: event.time,
        Source: event.source,
        DetailType: event.detailType,
        Detail: JSON.stringify(event.record),
      }));
      const answer = await client.send(new PutEventsCommand({ Entries: entries }));
      const refused = answer.Entries?.find(({ ErrorCode }) => ErrorCode !== undefined);
      if (refused !== undefined) {
        throw new Error(`Cannot send a sample: ${refused.ErrorMessage ?? "refused"}`);
      }
    }
  } finally {
    client.destroy();
  }
}
