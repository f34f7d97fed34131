import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from "@aws-sdk/client-eventbridge";
import type { EventBus } from "./event-outbox.ts";
import type { OutgoingEvent } from "./event-schema.ts";
import { eventSource } from "./event-source.ts";
import { packEntries } from "./pack-entries.ts";

/**
 * The bus `busName`, by PutEvents. Entries that one answer refuses ("FailedEntryCount", EventBridge API Reference) are
 * given back; a request that fails as a whole gives back its entries and those behind it. Throws where the first fails.
 */
export function createEventBus(
  busName: string,
  client: EventBridgeClient = new EventBridgeClient({ maxAttempts: 1 }),
): EventBus {
  return {
    async put(events, timeoutMilliseconds) {
      const abortSignal = AbortSignal.timeout(timeoutMilliseconds);
      const batches = packEntries(
        events.map((event) => ({ event, entry: toEntry(event, busName) })),
      );
      const left: OutgoingEvent[] = [];
      for (const [place, batch] of batches.entries()) {
        try {
          const Entries = batch.map(({ entry }) => entry);
          const answer = await client.send(new PutEventsCommand({ Entries }), { abortSignal });
          left.push(
            ...batch
              .filter((_, index) => answer.Entries?.[index]?.ErrorCode !== undefined)
              .map(({ event }) => event),
          );
        } catch (error) {
          if (place === 0) throw error;
          return left.concat(
            batches
              .slice(place)
              .flat()
              .map(({ event }) => event),
          );
        }
      }
      return left;
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
