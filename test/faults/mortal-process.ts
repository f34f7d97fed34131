/** One process of a function: it may be frozen between invocations, and killed at any of its steps. */
export interface MortalProcess {
  readonly name: string;
  isDead(): boolean;
  /** Resolves when it dies. */
  readonly death: Promise<void>;
  /** The moments passed so far; each step has two. */
  moments(): number;
  /** Does `work`; never settles where the process dies right before it, meanwhile or right after it. */
  step<Answer>(work: () => Promise<Answer>): Promise<Answer>;
  kill(): void;
  /** No step begins or ends before `thaw`, as in a Lambda without an invocation. */
  freeze(): void;
  thaw(): void;
}

/**
 * A process that dies at its `diesAt`-th moment; null for one that does not. Each step has two: before it, when its
 * work is never begun, and after it, when its work is done and nobody learns of it.
 */
export function createMortalProcess(name: string, diesAt: number | null): MortalProcess {
  let moments = 0;
  let isDead = false;
  let frozen: PromiseWithResolvers<undefined> | null = null;
  const death = Promise.withResolvers<undefined>();
  const kill = (): void => {
    isDead = true;
    death.resolve(undefined);
  };
  return {
    name,
    isDead: () => isDead,
    death: death.promise,
    moments: () => moments,
    kill,
    freeze: () => {
      frozen ??= Promise.withResolvers();
    },
    thaw: () => {
      frozen?.resolve(undefined);
      frozen = null;
    },
    async step(work) {
      await passMoment();
      const [outcome] = await Promise.allSettled([work()]);
      await passMoment();
      if (outcome.status === "rejected") throw outcome.reason;
      return outcome.value;
    },
  };

  /** Never resolves for the dead. */
  async function passMoment(): Promise<void> {
    while (frozen !== null) await frozen.promise;
    moments += 1;
    if (moments === diesAt) kill();
    if (isDead) await new Promise(() => undefined);
  }
}
