import type { SlackMessage } from "../slack/message.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import type { MessageOutcome } from "./message-outcome.ts";
import { postMessage } from "./post-message.ts";
import { reserveSpace } from "./reserve-space.ts";

/** Posts a message that no window applies to, a summary or a digest, in the channel's next free moment. */
export async function postInSpace(
  channel: string,
  message: SlackMessage,
  services: DeliveryServices,
  remaining: () => number,
): Promise<MessageOutcome> {
  const space = await reserveSpace(channel, services, remaining);
  if (space.kind !== "ours") return space;
  return await postMessage(channel, message, space.failures, services, remaining);
}
