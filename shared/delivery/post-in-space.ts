import type { SlackMessage } from "../slack/message.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { type MessageOutcome, postMessage, reserveMilliseconds } from "./post-message.ts";
import { takeSpace } from "./take-turn.ts";

/** How long a message waits for the channel's next free moment within an invocation. */
export const mostWaitMilliseconds = 10_000;

/** Posts a message that no window applies to, a summary or a digest, in the channel's next free moment. */
export async function postInSpace(
  channel: string,
  message: SlackMessage,
  services: DeliveryServices,
  remaining: () => number,
): Promise<MessageOutcome> {
  const { channels, now, limits, sleep } = services;
  const wait = Math.min(mostWaitMilliseconds, remaining() - reserveMilliseconds);
  const { turn, failures } = await channels.change(channel, (state) => {
    const taken = takeSpace(state, wait, now().getTime(), limits);
    const next = taken.turn.kind === "taken" ? null : taken.next;
    return { answer: { turn: taken.turn, failures: state.failures }, next };
  });
  if (turn.kind === "taken") {
    return {
      kind: "not-told",
      dueMilliseconds: turn.until,
      reason: "the channel has no free turn",
    };
  }
  await sleep(turn.at - now().getTime());
  return await postMessage(channel, message, failures, services, remaining);
}
