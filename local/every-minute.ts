import { randomUUID } from "node:crypto";
import { callWithDeadline, type LambdaFunction } from "./call-with-deadline.ts";

export interface EveryMinute {
  /** One last run, after the one that may be under way. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs a function each minute, as a schedule of EventBridge does, yet never twice at the same time. A run that fails is
 * logged; the next one is its retry.
 */
export function runEveryMinute(
  lambda: LambdaFunction,
  log: (line: string) => void,
  periodMilliseconds = 60_000,
): EveryMinute {
  let current: Promise<void> | null = null;
  const timer = setInterval(() => {
    current ??= run().finally(() => {
      current = null;
    });
  }, periodMilliseconds);

  return {
    async stop() {
      clearInterval(timer);
      await current;
      await run();
    },
  };

  async function run(): Promise<void> {
    const outcome = await callWithDeadline(lambda, {}, randomUUID());
    if (outcome.kind === "failed") {
      log(`${lambda.name} failed: ${outcome.error.name}: ${outcome.error.message}`);
    }
  }
}
