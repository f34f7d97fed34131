import {
  DescribeEventBusCommand,
  type EventBridgeClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-eventbridge";
import type { BusFacts } from "./bus.ts";

/** The hub's bus; null where there is none of the name. */
export async function fetchBus(events: EventBridgeClient, name: string): Promise<BusFacts | null> {
  try {
    const { Policy } = await events.send(new DescribeEventBusCommand({ Name: name }));
    return { policy: Policy ?? null };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}
