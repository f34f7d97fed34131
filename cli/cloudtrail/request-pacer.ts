/** The clock and the waiting of whoever composes it: tests bring their own. */
export interface Waiting {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Rejects where it is aborted. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface RequestPacer {
  /** Resolves when the next request may be sent. Requests take their turns in the order of these calls. */
  turn(): Promise<void>;
  /** AWS refused the last request as one too many: somebody else asks as well. */
  readonly slowDown: () => void;
  /** A request was answered. */
  speedUp(): void;
}

/** "The rate of lookup requests is limited to two per second, per account, per Region" (LookupEvents, CloudTrail API Reference). */
export const lookupSpacingMilliseconds = 500;
const longestSpacing = 16_000;
/** So many answers in a row bring the pace one step back up. */
const answersPerStep = 10;

/**
 * Spaces the requests to one account's Region. Refused ones double the space, up to 16 seconds; ten answers in a row
 * halve it again, never under `spacing`.
 */
export function createRequestPacer(
  { now, sleep }: Waiting,
  spacing = lookupSpacingMilliseconds,
): RequestPacer {
  let current = spacing;
  let answers = 0;
  let nextAt = 0;
  return {
    async turn() {
      const at = Math.max(nextAt, now());
      nextAt = at + current;
      if (at > now()) await sleep(at - now());
    },
    slowDown() {
      answers = 0;
      current = Math.min(current * 2, longestSpacing);
      nextAt = Math.max(nextAt, now() + current);
    },
    speedUp() {
      answers += 1;
      if (answers < answersPerStep) return;
      answers = 0;
      current = Math.max(current / 2, spacing);
    },
  };
}
