/** A clock that stands still while anybody works, and jumps to the next sleepers, all of one moment, once nobody does. */
export interface VirtualClock {
  now(): Date;
  /** Resolves when the clock has moved on by so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  /** Keeps the clock still until `work` is over: for whatever goes over a socket or touches a file. */
  busy<Answer>(work: () => Promise<Answer>): Promise<Answer>;
}

/** A clock that starts at `start`, epoch milliseconds. */
export function createVirtualClock(start: number): VirtualClock {
  let time = start;
  let working = 0;
  let isChecking = false;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => new Date(time),
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        sleepers.push({ at: time + Math.max(0, milliseconds), wake: resolve });
        check();
      }),
    async busy(work) {
      working += 1;
      try {
        return await work();
      } finally {
        working -= 1;
        check();
      }
    },
  };

  function check(): void {
    if (isChecking) return;
    isChecking = true;
    // What follows from the last answer runs first: it may start the next piece of work.
    setImmediate(() => {
      isChecking = false;
      if (working > 0 || sleepers.length === 0) return;
      time = Math.max(time, Math.min(...sleepers.map(({ at }) => at)));
      const due = sleepers.filter(({ at }) => at <= time);
      sleepers.splice(0, sleepers.length, ...sleepers.filter(({ at }) => at > time));
      for (const { wake } of due) wake();
      check();
    });
  }
}
