import type { AlertHandler } from "../functions/alert-on-denial/create-handler.ts";
import type { DeliverHandler } from "../functions/deliver-alerts/create-handler.ts";
import type { CapturedMessage } from "./captured-slack.ts";
import type { EventEnvelope } from "./event-envelope.ts";
import type { HiddenBy } from "./hidden-tally.ts";
import { createLambdaContext } from "./lambda-context.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface ReplayParts {
  readonly clock: VirtualClock;
  readonly matches: (event: unknown) => boolean;
  readonly alertOnDenial: AlertHandler;
  readonly deliverAlerts: DeliverHandler;
  readonly isWaiting: () => Promise<boolean>;
  readonly messages: readonly CapturedMessage[];
  readonly hidden: () => readonly HiddenBy[];
}

/** What became of an event; `unmatched`: the rule lets it through to no function. */
export type ReplayedKind =
  | Exclude<Awaited<ReturnType<AlertHandler>>, { batchItemFailures: unknown }>[number]["kind"]
  | "unmatched";

export interface Replay {
  /** Handles one event at its own time; events come oldest first. */
  readonly take: (event: EventEnvelope) => Promise<ReplayedKind>;
  /** Lets time pass until nothing waits any more; false where after two days something still does. */
  readonly finish: () => Promise<boolean>;
  readonly messages: readonly CapturedMessage[];
  readonly hidden: () => readonly HiddenBy[];
}

const minute = 60_000;
/** Longer than a budget's window and a burst's silence. */
const mostMinutesAfter = 2 * 24 * 60;
const timeoutMilliseconds = 30_000;

/**
 * Events at their own times through the handlers: between two of them, deliver-alerts runs at each full minute while
 * something waits. Each event is handled as by a Lambda of its own: what one waits does not make the next one late.
 */
export function createReplay(parts: ReplayParts): Replay {
  const { clock, matches, alertOnDenial, deliverAlerts, isWaiting, messages, hidden } = parts;
  let mayWait = false;
  let reached = clock.now().getTime();

  return {
    messages,
    hidden,
    async take(event) {
      const at = Date.parse(event.time);
      await passTimeUntil(at);
      reached = Math.max(reached, at);
      if (!matches(event)) return "unmatched";
      clock.set(reached);
      const answer = await alertOnDenial(event, contextOf("alert-on-denial", event.id));
      const [outcome] = "batchItemFailures" in answer ? [] : answer;
      const kind = outcome?.kind ?? "malformed";
      mayWait ||= kind === "told" || kind === "pending";
      return kind;
    },
    async finish() {
      await passTimeUntil(reached + mostMinutesAfter * minute);
      return !mayWait;
    },
  };

  async function passTimeUntil(end: number): Promise<void> {
    while (mayWait) {
      const next = (Math.floor(reached / minute) + 1) * minute;
      if (next > end) return;
      reached = next;
      clock.set(next);
      await deliverAlerts({}, contextOf("deliver-alerts", new Date(next).toISOString()));
      mayWait = await isWaiting();
    }
  }
}

function contextOf(name: string, id: string): ReturnType<typeof createLambdaContext> {
  return createLambdaContext(name, id, () => timeoutMilliseconds);
}
