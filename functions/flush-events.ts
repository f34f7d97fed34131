import type middy from "@middy/core";
import type { Context } from "aws-lambda";
import type { EventOutbox } from "../shared/events/event-outbox.ts";

/** Sends the events of an invocation when its work is done, however it ends, within the time that is left. */
export function flushEvents(events: EventOutbox): middy.MiddlewareObj<unknown, unknown> {
  const flush = async ({ context }: { readonly context: Context }): Promise<void> => {
    await events.flush(() => context.getRemainingTimeInMillis());
  };
  return { after: flush, onError: flush };
}
