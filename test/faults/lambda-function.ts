import type { Context } from "aws-lambda";
import type { MortalProcess } from "./mortal-process.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export type Invoked<Answer> =
  | { readonly kind: "answered"; readonly answer: Answer }
  /** It rejected, was killed or ran into its timeout. */
  | { readonly kind: "failed" };

export interface LambdaFunction<Answer> {
  invoke(payload: unknown): Promise<Invoked<Answer>>;
}

export interface ProcessOf<Answer> {
  readonly process: MortalProcess;
  readonly handler: (payload: unknown, context: Context) => Promise<Answer>;
}

/**
 * A function as Lambda runs it: one invocation at a time in a process, further processes while all are at work, a
 * process frozen between invocations, and killed at its timeout. `ended` is called when an invocation is over.
 */
export function createLambdaFunction<Answer>(
  clock: VirtualClock,
  timeoutMilliseconds: number,
  start: () => ProcessOf<Answer>,
  ended: (process: MortalProcess, how: "answered" | "failed" | "timed-out") => void,
): LambdaFunction<Answer> {
  const idle: ProcessOf<Answer>[] = [];
  return {
    async invoke(payload) {
      const instance = idle.pop() ?? start();
      const { process, handler } = instance;
      process.thaw();
      const deadline = clock.now().getTime() + timeoutMilliseconds;
      const context = { getRemainingTimeInMillis: () => deadline - clock.now().getTime() };
      const state = { isOver: false, isTimedOut: false };
      void clock.sleep(timeoutMilliseconds).then(() => {
        if (state.isOver) return;
        state.isTimedOut = true;
        process.kill();
      });
      const invoked = await Promise.race([
        handler(payload, context as Context).then(
          (answer): Invoked<Answer> => ({ kind: "answered", answer }),
          (): Invoked<Answer> => ({ kind: "failed" }),
        ),
        process.death.then((): Invoked<Answer> => ({ kind: "failed" })),
      ]);
      state.isOver = true;
      ended(process, state.isTimedOut ? "timed-out" : invoked.kind);
      process.freeze();
      if (!process.isDead()) idle.push(instance);
      return invoked;
    },
  };
}
