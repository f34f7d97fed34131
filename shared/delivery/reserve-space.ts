import { awaitTurn } from "./await-turn.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import type { NotTold } from "./message-outcome.ts";
import { takeSpace } from "./take-turn.ts";

/** Kept back of the remaining time for writing down what became of a post. */
export const reserveMilliseconds = 3_000;
/** How long a message waits for the channel's next free moment within an invocation. */
export const mostWaitMilliseconds = 10_000;

/** A moment at which a message may be posted, which is now. */
export interface Space {
  readonly kind: "ours";
  /** The channel's failed posts in a row so far. */
  readonly failures: number;
}

/** Reserves the channel's next free moment, for a message that no window applies to, and waits for it. */
export async function reserveSpace(
  channel: string,
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<Space | NotTold> {
  const { channels, now, limits } = services;
  const wait = Math.min(mostWaitMilliseconds, remainingMilliseconds() - reserveMilliseconds);
  const { turn, failures } = await channels.change(channel, (state) => {
    const taken = takeSpace(state, wait, now().getTime(), limits);
    const next = taken.turn.kind === "taken" ? null : taken.next;
    return { answer: { turn: taken.turn, failures: state.failures }, next };
  });
  if (turn.kind === "taken") {
    const reason = "the channel has no free turn";
    return { kind: "not-told", dueMilliseconds: turn.until, reason };
  }
  return (await awaitTurn(channel, turn.at, services)) ?? { kind: "ours", failures };
}
