import type { PostOutcome } from "../slack/message.ts";
import type { ChannelState } from "./take-turn.ts";

const firstBackOffMilliseconds = 15_000;
const longestBackOffMilliseconds = 5 * 60_000;
const refusedMilliseconds = 15 * 60_000;

/**
 * The channel after a post that Slack did not take: nobody posts to it again before `freeAt`. Slack's own time for a
 * 429; doubling, with jitter, for a failure; a quarter of an hour for a webhook that somebody must repair.
 * `random` is in [0, 1).
 */
export function backOff(
  state: ChannelState,
  outcome: Exclude<PostOutcome, { kind: "sent" | "invalid-message" }>,
  nowMilliseconds: number,
  random: number,
): ChannelState {
  const hold = (milliseconds: number, failures: number): ChannelState => {
    const until = Math.ceil(nowMilliseconds + milliseconds);
    return {
      ...state,
      failures,
      freeAt: Math.max(state.freeAt, until),
      heldUntil: Math.max(state.heldUntil ?? 0, until),
    };
  };
  switch (outcome.kind) {
    case "rate-limited":
      return hold(outcome.retryAfterSeconds * 1000, state.failures);
    case "refused":
      return hold(refusedMilliseconds, state.failures + 1);
    case "failed": {
      const full = Math.min(
        firstBackOffMilliseconds * 2 ** Math.min(state.failures, 16),
        longestBackOffMilliseconds,
      );
      return hold(full * (0.5 + random / 2), state.failures + 1);
    }
  }
}
