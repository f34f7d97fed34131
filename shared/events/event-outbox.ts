import type { Telemetry } from "../telemetry/telemetry.ts";
import type * as BurstEvents from "./build-burst-event.ts";
import type * as DenialEvents from "./build-denial-event.ts";
import type { OutgoingEvent } from "./event-schema.ts";

/** What makes an event of facts. Loaded with the first event that is sent: a repeat needs none of it. */
export type EventBuilders = typeof DenialEvents & typeof BurstEvents;
export type EventMaker = (builders: EventBuilders) => OutgoingEvent;

/** Puts events on a bus; resolves with those that the bus did not take. May throw: then it took none that it knows of. */
export interface EventBus {
  put(
    events: readonly OutgoingEvent[],
    timeoutMilliseconds: number,
  ): Promise<readonly OutgoingEvent[]>;
}

/** Events of an invocation, sent when its alerts are done. */
export interface EventOutbox {
  /** Keeps an event for the flush, which makes it. Never throws, does no I/O. */
  add(make: EventMaker): void;
  /** Sends what was added, within the time that is left. Never throws: an event never costs an alert. */
  flush(remainingMilliseconds: () => number): Promise<void>;
}

/** An outbox that sends nothing: events are off. */
export const noEvents: EventOutbox = { add: () => undefined, flush: () => Promise.resolve() };

/** Kept for telemetry and the answer, so that sending never runs into the function's time-out. */
const reserveMilliseconds = 2_000;
/** For all tries together: a bus that hangs keeps the next event waiting no longer. */
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
  let kept: EventMaker[] = [];
  let dropped = 0;
  return {
    add(make) {
      if (kept.length < mostKept) kept.push(make);
      else dropped += 1;
    },
    async flush(remainingMilliseconds) {
      const makers = kept;
      const lost = dropped;
      kept = [];
      dropped = 0;
      if (makers.length === 0) return;
      const { sent, problem } = await send(makers, remainingMilliseconds);
      if (sent > 0) telemetry.count("EventsOutSent", sent);
      const left = problem === null ? 0 : makers.length - sent;
      if (left + lost === 0) return;
      telemetry.count("EventsOutFailed", left + lost);
      telemetry.warn("Cannot put events on the bus; alerts are not affected", {
        events: left + lost,
        problem,
      });
    },
  };

  /** How many the bus took, and why not all; a bus that is off took none, and there is no problem. */
  async function send(
    makers: readonly EventMaker[],
    remainingMilliseconds: () => number,
  ): Promise<{ readonly sent: number; readonly problem: string | null }> {
    const atFirst = remainingMilliseconds();
    const least = Math.max(atFirst - mostSendMilliseconds, reserveMilliseconds);
    const time = (): number => remainingMilliseconds() - least;
    let sent = 0;
    let problem: string | null = null;
    try {
      const target = await bus();
      if (target === null) return { sent, problem };
      const builders = await loadBuilders();
      let left: readonly OutgoingEvent[] = makers.map((make) => make(builders));
      for (let attempt = 0; attempt < mostTries && left.length > 0; attempt += 1) {
        const pause =
          attempt === 0 ? 0 : firstPauseMilliseconds * 2 ** attempt * (0.5 + random() / 2);
        if (time() <= pause) return { sent, problem: problem ?? "no time was left" };
        if (pause > 0) await sleep(pause);
        const before = left.length;
        try {
          left = await target.put(left, time());
          problem = left.length === 0 ? null : "the bus refused them";
        } catch (error) {
          problem = nameOf(error);
        }
        sent += before - left.length;
      }
    } catch (error) {
      problem = nameOf(error);
    }
    return { sent, problem };
  }
}

async function loadBuilders(): Promise<EventBuilders> {
  return {
    ...(await import("./build-denial-event.ts")),
    ...(await import("./build-burst-event.ts")),
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
