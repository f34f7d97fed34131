import type { Burst } from "./take-turn.ts";

/** The longest time between two summaries of one burst. */
const longestIntervalMilliseconds = 60 * 60_000;

/** What is to be told of an open burst now. */
export type BurstStep =
  | { readonly kind: "wait" }
  /** Name what was held; the burst goes on as `next`, with more `named`. */
  | { readonly kind: "summarise"; readonly next: Burst }
  /** Nothing new for the whole window: a last message, and the burst is over. */
  | { readonly kind: "close" };

/** The next step of a burst with `held` denials waiting. Summaries come at intervals that double, to an hour. Pure. */
export function continueBurst(
  burst: Burst,
  held: number,
  nowMilliseconds: number,
  windowMilliseconds: number,
): BurstStep {
  if (held > 0) {
    if (nowMilliseconds < burst.nextSummaryAt) return { kind: "wait" };
    const interval = Math.min(burst.interval * 2, longestIntervalMilliseconds);
    return {
      kind: "summarise",
      next: {
        ...burst,
        lastNew: nowMilliseconds,
        nextSummaryAt: nowMilliseconds + interval,
        interval,
      },
    };
  }
  return nowMilliseconds - burst.lastNew >= windowMilliseconds
    ? { kind: "close" }
    : { kind: "wait" };
}
