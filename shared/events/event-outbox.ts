import type { Telemetry } from "../telemetry/telemetry.ts";
import type { OutgoingEvent } from "./event-schema.ts";

/** Puts events on a bus; resolves with those that the bus did not take. May throw: then it took none that it knows of. */
export interface EventBus {
  put(
    events: readonly OutgoingEvent[],
    timeoutMilliseconds: number,
  ): Promise<readonly OutgoingEvent[]>;
}

/** Events of an invocation, sent when its alerts are done. */
export interface EventOutbox {
  /** Keeps an event for the flush. Never throws, does no I/O. */
  add(event: OutgoingEvent): void;
  /** Sends what was added, within the time that is left. Never throws: an event never costs an alert. */
  flush(remainingMilliseconds: () => number): Promise<void>;
}

/** An outbox that sends nothing: events are off. */
export const noEvents: EventOutbox = { add: () => undefined, flush: () => Promise.resolve() };

/** Kept for telemetry and the answer, so that sending never runs into the function's time-out. */
const reserveMilliseconds = 2_000;
const mostSendMilliseconds = 5_000;
const mostTries = 4;
const firstPauseMilliseconds = 100;
/** A storm's events beyond these are counted as failed rather than kept in memory. */
const mostKept = 5_000;

export interface OutboxSurroundings {
  /** The bus in force; null where events are off. Asked when there is something to send. */
  readonly bus: () => Promise<EventBus | null>;
  readonly telemetry: Pick<Telemetry, "count" | "warn">;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

/**
 * Collects events and puts them on the bus at the end of an invocation. What the bus does not take is tried again, with
 * back-off and jitter, while there is time; what is left then is counted (`EventsOutFailed`) and dropped: the history
 * has it all, and the alert was told or is pending.
 */
export function createEventOutbox(surroundings: OutboxSurroundings): EventOutbox {
  const { bus, telemetry, sleep, random } = surroundings;
  let kept: OutgoingEvent[] = [];
  let dropped = 0;
  return {
    add(event) {
      if (kept.length < mostKept) kept.push(event);
      else dropped += 1;
    },
    async flush(remainingMilliseconds) {
      const events = kept;
      const lost = dropped;
      kept = [];
      dropped = 0;
      if (events.length === 0) return;
      const { left, problem } = await send(events, remainingMilliseconds);
      if (events.length > left) telemetry.count("EventsOutSent", events.length - left);
      if (left + lost === 0) return;
      telemetry.count("EventsOutFailed", left + lost);
      telemetry.warn("Cannot put events on the bus; alerts are not affected", {
        events: left + lost,
        problem,
      });
    },
  };

  async function send(
    events: readonly OutgoingEvent[],
    remainingMilliseconds: () => number,
  ): Promise<{ readonly left: number; readonly problem: string }> {
    let left = events;
    let problem = "the bus did not take them";
    const time = (): number =>
      Math.min(mostSendMilliseconds, remainingMilliseconds() - reserveMilliseconds);
    try {
      const target = await bus();
      if (target === null) return { left: 0, problem: "" };
      for (let attempt = 0; attempt < mostTries && left.length > 0; attempt += 1) {
        if (attempt > 0) await sleep(firstPauseMilliseconds * 2 ** attempt * (0.5 + random() / 2));
        if (time() <= 0) return { left: left.length, problem: "no time was left" };
        try {
          left = await target.put(left, time());
        } catch (error) {
          problem = error instanceof Error ? error.name : "unknown";
        }
      }
    } catch (error) {
      problem = error instanceof Error ? error.name : "unknown";
    }
    return { left: left.length, problem };
  }
}
