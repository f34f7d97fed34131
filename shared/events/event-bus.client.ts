import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from "@aws-sdk/client-eventbridge";
import type { EventBus } from "./event-outbox.ts";
import type { OutgoingEvent } from "./event-schema.ts";
import { eventSource } from "./event-source.ts";
import { isTooLarge, packEntries } from "./pack-entries.ts";

/**
 * The bus `busName`, by PutEvents. Entries that one answer refuses ("FailedEntryCount", EventBridge API Reference) are
 * given back, and those of a request that is not valid; a request that fails otherwise gives back its entries and those
 * behind it. Throws where nothing was taken and a request failed. What is too large for any request is never sent.
 */
export function createEventBus(
  busName: string,
  client: EventBridgeClient = new EventBridgeClient({ maxAttempts: 1 }),
): EventBus {
  return {
    async put(events, timeoutMilliseconds) {
      const abortSignal = AbortSignal.timeout(timeoutMilliseconds);
      const items = events.map((event) => ({ event, entry: toEntry(event, busName) }));
      const batches = packEntries(items.filter((item) => !isTooLarge(item)));
      const taken = new Set<(typeof items)[number]>();
      const failures: unknown[] = [];
      for (const batch of batches) {
        try {
          const Entries = batch.map(({ entry }) => entry);
          const answer = await client.send(new PutEventsCommand({ Entries }), { abortSignal });
          for (const [index, item] of batch.entries()) {
            if (answer.Entries?.[index]?.ErrorCode === undefined) taken.add(item);
          }
        } catch (error) {
          failures.push(error);
          // What is wrong with one request's entries is not wrong with the next one's.
          if (!(error instanceof Error) || error.name !== "ValidationException") break;
        }
      }
      if (failures.length > 0 && taken.size === 0) throw failures[0];
      return items.filter((item) => !taken.has(item)).map(({ event }) => event);
    },
  };
}

function toEntry({ detailType, detail }: OutgoingEvent, busName: string): PutEventsRequestEntry {
  return {
    Source: eventSource,
    DetailType: detailType,
    Detail: JSON.stringify(detail),
    EventBusName: busName,
  };
}
