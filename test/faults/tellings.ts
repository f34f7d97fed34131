import type { MessageBuilder } from "../../shared/delivery/delivery-services.ts";
import type { AlertKind } from "../../shared/history/known-denial.ts";
import type { SlackMessage } from "../../shared/slack/message.ts";

/** What a message tells: the denials that are told by it, which may be less than what it names. */
interface Told {
  readonly fingerprint: string;
  readonly kind: AlertKind;
}

/** One denial told in one post. */
export interface Telling extends Told {
  readonly process: string;
  /** Whether Slack took the message, whatever its answer was. */
  readonly isTaken: boolean;
  readonly message: SlackMessage;
  /**
   * How it went on. `killed`, `answer-lost` (Slack took it and its answer did not arrive) and `mark-failed` (the table
   * did not take the mark) are faults that may have it told again; `unmarked` and `lease-lost` are not.
   */
  ending: "open" | "marked" | "lease-lost" | "mark-failed" | "answer-lost" | "killed" | "unmarked";
}

export interface Tellings {
  readonly all: readonly Telling[];
  /** How many messages about one denial Slack took. */
  alone(): number;
  /** The builder, with what each of its messages tells written down. */
  watch(builder: MessageBuilder): MessageBuilder;
  posted(process: string, message: SlackMessage, isTaken: boolean, isAnswered: boolean): void;
  marked(process: string, fingerprint: string, ending: Telling["ending"]): void;
  /** An invocation of the process is over. */
  ended(process: string, how: "killed" | "unmarked"): void;
}

/** A book of who told what, and whether the mark followed. */
export function createTellings(): Tellings {
  const all: Telling[] = [];
  const alone = new WeakSet<SlackMessage>();
  const toldBy = new WeakMap<SlackMessage, readonly Told[]>();
  const keep = (message: SlackMessage, told: readonly Told[]): SlackMessage => {
    toldBy.set(message, told);
    return message;
  };
  return {
    all,
    alone: () => all.filter(({ isTaken, message }) => isTaken && alone.has(message)).length,
    watch: (builder) => ({
      ...builder,
      buildAlert: (alert) => {
        const message = builder.buildAlert(alert);
        alone.add(message);
        return keep(message, [{ fingerprint: alert.denial.fingerprint, kind: alert.kind }]);
      },
      buildBurst: (known, burst) =>
        keep(
          builder.buildBurst(known, burst),
          // The last is the one whose turn opened the burst; the others are told by others.
          known.slice(-1).map(({ fingerprint }) => ({ fingerprint, kind: "new" })),
        ),
      buildBurstSummary: (held, burst) => {
        const built = builder.buildBurstSummary(held, burst);
        keep(built.message, built.named.map(toldOf));
        return built;
      },
      buildBurstClosed: (known, burst) => keep(builder.buildBurstClosed(known, burst), []),
      buildBacklog: (entries) => {
        const built = builder.buildBacklog(entries);
        keep(built.message, built.named.map(toldOf));
        return built;
      },
      asPlainText: (message) => keep(builder.asPlainText(message), toldBy.get(message) ?? []),
    }),
    posted(process, message, isTaken, isAnswered) {
      const told = toldBy.get(message);
      if (told === undefined) throw new Error("a message was posted that no builder made");
      const ending = isTaken && !isAnswered ? "answer-lost" : "open";
      all.push(...told.map((one) => ({ ...one, process, isTaken, message, ending }) as const));
    },
    marked(process, fingerprint, ending) {
      for (const telling of all) {
        const isMine = telling.process === process && telling.fingerprint === fingerprint;
        // A process may mark what it told in an invocation that failed, after it was frozen.
        if (isMine && (telling.ending === "open" || telling.ending === "unmarked")) {
          telling.ending = ending;
        }
      }
    },
    ended(process, how) {
      for (const telling of all) {
        if (telling.process === process && telling.ending === "open") telling.ending = how;
      }
    },
  };
}

function toldOf(entry: { readonly fingerprint: string; readonly alertKind: AlertKind }): Told {
  return { fingerprint: entry.fingerprint, kind: entry.alertKind };
}
