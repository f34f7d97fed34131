import type { Waiting } from "../../cli/cloudtrail/request-pacer.ts";

export interface VirtualWaiting extends Waiting {
  /** What was slept, in milliseconds, in order. */
  readonly slept: readonly number[];
}

/** A clock that only sleeping moves: nobody waits. */
export function createVirtualWaiting(startMilliseconds: number): VirtualWaiting {
  let now = startMilliseconds;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}
