import { randomUUID } from "node:crypto";
import { callWithDeadline, type LambdaFunction } from "./call-with-deadline.ts";
import type { DeadLetterFile } from "./dead-letter-file.ts";
import type { EventSpool, SpooledEvent } from "./event-spool.ts";

export interface InvokerOptions {
  readonly lambda: LambdaFunction;
  readonly spool: EventSpool;
  readonly deadLetters: DeadLetterFile;
  /** The pause before each further attempt; Lambda makes two, after one and two minutes. */
  readonly retryDelaysMilliseconds: readonly number[];
  readonly mostAtOnce: number;
  readonly log: (line: string) => void;
}

export interface AsynchronousInvoker {
  /** Done once the event is taken for good: it will be handled, or be a dead letter, also after a crash. */
  readonly invoke: (event: unknown) => Promise<void>;
  /** Done once nothing is queued, running or waiting for another attempt. */
  readonly idle: () => Promise<void>;
  /** Starts nothing more and waits for what runs, at most so long; the rest comes back at the next start. */
  stop(graceMilliseconds: number): Promise<void>;
}

/**
 * Invokes a handler as Lambda does asynchronously ("How Lambda handles errors and retries with asynchronous
 * invocation", Lambda Developer Guide): at least once, attempts repeated after a pause, dead letters at last.
 */
export function createAsynchronousInvoker(options: InvokerOptions): AsynchronousInvoker {
  const { lambda, spool, deadLetters, retryDelaysMilliseconds, mostAtOnce, log } = options;
  const queue: SpooledEvent[] = [...spool.leftOver];
  const running = new Set<Promise<void>>();
  const waiting = new Set<NodeJS.Timeout>();
  let idleListeners: (() => void)[] = [];
  let isStopping = false;
  if (queue.length > 0) log(`Resuming ${queue.length} event(s) that an earlier run left undone`);
  startNext();

  return {
    async invoke(event) {
      if (isStopping) throw new Error("Cannot take an event: the alerter is stopping");
      const spooled = await spool.add(randomUUID(), event);
      queue.push(spooled);
      startNext();
    },
    idle: () =>
      new Promise((resolve) => {
        idleListeners.push(resolve);
        tellIfIdle();
      }),
    async stop(graceMilliseconds) {
      isStopping = true;
      for (const timer of waiting) clearTimeout(timer);
      waiting.clear();
      await settleWithin(running, graceMilliseconds);
    },
  };

  function startNext(): void {
    while (!isStopping && running.size < mostAtOnce) {
      const next = queue.shift();
      if (next === undefined) break;
      const run = attempt(next).finally(() => {
        running.delete(run);
        startNext();
      });
      running.add(run);
    }
    tellIfIdle();
  }

  async function attempt({ id, event, failures }: SpooledEvent): Promise<void> {
    try {
      const outcome = await callWithDeadline(lambda, event, id);
      if (outcome.kind === "succeeded") {
        await spool.markDone(id);
        return;
      }
      const { error } = outcome;
      const failed = failures + 1;
      const delay = retryDelaysMilliseconds[failures];
      log(`Attempt ${failed} at event ${id} failed: ${error.name}: ${error.message}`);
      if (delay === undefined) {
        const time = new Date().toISOString();
        await deadLetters.add({ time, requestId: id, attempts: failed, error, event });
        await spool.markDone(id);
        log(`Event ${id} is a dead letter now; --replay takes it up again`);
      } else {
        await spool.markFailed(id);
        retryLater({ id, event, failures: failed }, delay);
      }
    } catch (error) {
      // The disk is full or gone: the spool still has the event, and the next start takes it up.
      const reason = error instanceof Error ? error.message : "unknown";
      log(`Cannot note what became of event ${id}: ${reason}`);
    }
  }

  function retryLater(spooled: SpooledEvent, delayMilliseconds: number): void {
    if (isStopping) return;
    const timer = setTimeout(() => {
      waiting.delete(timer);
      queue.push(spooled);
      startNext();
    }, delayMilliseconds);
    waiting.add(timer);
  }

  function tellIfIdle(): void {
    if (queue.length + running.size + waiting.size > 0) return;
    const listeners = idleListeners;
    idleListeners = [];
    for (const tell of listeners) tell();
  }
}

async function settleWithin(
  running: ReadonlySet<Promise<void>>,
  milliseconds: number,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([Promise.allSettled(running), tooLate]);
  clearTimeout(timer);
}
