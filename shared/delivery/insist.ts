import type { DeliveryServices } from "./delivery-services.ts";

const firstPauseMilliseconds = 100;
const longestPauseMilliseconds = 2_000;
/** Kept for what the invocation does at its end. */
const reserveMilliseconds = 1_500;

/**
 * Writes again, with pauses that double, until it is done or the time is over: for a mark of what Slack took, which would
 * be told a second time without it. Throws the last failure.
 */
export async function insist<Answer>(
  write: () => Promise<Answer>,
  { sleep, random }: Pick<DeliveryServices, "sleep" | "random">,
  remainingMilliseconds: () => number,
): Promise<Answer> {
  for (let most = firstPauseMilliseconds; ; most = Math.min(most * 2, longestPauseMilliseconds)) {
    try {
      return await write();
    } catch (error) {
      const pause = most * (0.5 + random() / 2);
      if (remainingMilliseconds() - pause < reserveMilliseconds) throw error;
      await sleep(pause);
    }
  }
}
