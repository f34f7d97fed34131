/** A clock that only its owner moves, so that hours of old events pass at once. */
export interface VirtualClock {
  readonly now: () => Date;
  readonly set: (milliseconds: number) => void;
  /** Nobody waits: the time is over when it returns. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export function createVirtualClock(startMilliseconds: number): VirtualClock {
  let now = startMilliseconds;
  return {
    now: () => new Date(now),
    set: (milliseconds) => {
      now = milliseconds;
    },
    sleep: (milliseconds) => {
      now += Math.max(0, milliseconds);
      return Promise.resolve();
    },
  };
}
