import type { MessageBuilder } from "../../shared/delivery/delivery-services.ts";
import type { AlertKind } from "../../shared/history/known-denial.ts";
import type { SlackMessage } from "../../shared/slack/message.ts";
import type { SlackAnswer } from "../support/slack-server.ts";

/** What a message tells: the denials that are told by it, which may be less than what it names. */
interface Told {
  readonly fingerprint: string;
  readonly kind: AlertKind;
}

/** What is known of a post. */
interface Post {
  readonly process: string;
  readonly channel: string;
  /** Whether Slack took the message, whatever its answer was. */
  readonly isTaken: boolean;
  readonly message: SlackMessage;
  /**
   * How it went on. `failed`: the invocation did. `killed`, `answer-lost` (Slack took it and its answer did not arrive) and `mark-failed` (the table
   * did not take the mark) are faults that may have it told again; `unmarked` and `lease-lost` are not.
   */
  ending:
    | "open"
    | "marked"
    | "lease-lost"
    | "mark-failed"
    | "answer-lost"
    | "killed"
    | "failed"
    | "unmarked";
}

/** A post as Slack met it. */
export interface ArrivedPost {
  readonly process: string;
  readonly channel: string;
  /** Epoch milliseconds of the schedule's clock: when it came, and when the poster had the answer. */
  readonly at: number;
  readonly answeredAt: number;
  readonly answer: SlackAnswer;
  /** Whether the table knows that the channel is held back; it cannot where the process was killed, or the write failed. */
  isHeld: boolean;
}

/** One denial told in one post. */
export interface Telling extends Post, Told {}

/** A digest told in one post; `to` is the end of its days, ISO 8601. */
export interface DigestTelling extends Post {
  readonly to: string;
}

export interface Tellings {
  readonly all: readonly Telling[];
  readonly digests: readonly DigestTelling[];
  /** In the order of their answers. */
  readonly posts: ArrivedPost[];
  /** How many messages about one denial Slack took. */
  alone(): number;
  /** The builder, with what each of its messages tells written down. */
  watch(builder: MessageBuilder): MessageBuilder;
  posted(message: SlackMessage, post: Omit<Post, "message">): void;
  /** The mark of what was told, in all channels but those that are `left` to be told. */
  marked(
    process: string,
    fingerprint: string,
    ending: Telling["ending"],
    left?: readonly string[],
  ): void;
  /** The process wrote down that the channel is held back. */
  held(process: string, channel: string): void;
  /** An invocation of the process is over. */
  ended(process: string, how: "killed" | "failed" | "unmarked"): void;
}

/** A book of who told what, and whether the mark followed. */
export function createTellings(): Tellings {
  const all: Telling[] = [];
  const digests: DigestTelling[] = [];
  const posts: ArrivedPost[] = [];
  const digestEnds = new WeakMap<SlackMessage, string>();
  const alone = new WeakSet<SlackMessage>();
  const toldBy = new WeakMap<SlackMessage, readonly Told[]>();
  const keep = (message: SlackMessage, told: readonly Told[]): SlackMessage => {
    toldBy.set(message, told);
    return message;
  };
  return {
    all,
    digests,
    posts,
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
      buildBurstSummary: (...asked) => {
        const built = builder.buildBurstSummary(...asked);
        keep(built.message, built.named.map(toldOf));
        return built;
      },
      buildBurstClosed: (...asked) => keep(builder.buildBurstClosed(...asked), []),
      buildBacklog: (...asked) => {
        const built = builder.buildBacklog(...asked);
        keep(built.message, built.named.map(toldOf));
        return built;
      },
      buildDigest: (digest) => {
        const message = builder.buildDigest(digest);
        digestEnds.set(message, digest.to);
        return keep(message, []);
      },
      asPlainText: (message) => {
        const text = builder.asPlainText(message);
        const end = digestEnds.get(message);
        if (end !== undefined) digestEnds.set(text, end);
        if (alone.has(message)) alone.add(text);
        return keep(text, toldBy.get(message) ?? []);
      },
    }),
    posted(message, by) {
      const told = toldBy.get(message);
      if (told === undefined) throw new Error("a message was posted that no builder made");
      const post = { ...by, message };
      all.push(...told.map((one) => ({ ...one, ...post })));
      const end = digestEnds.get(message);
      if (end !== undefined) digests.push({ ...post, to: end });
    },
    marked(process, fingerprint, ending, left = []) {
      for (const telling of all) {
        const isMine =
          telling.process === process &&
          telling.fingerprint === fingerprint &&
          !left.includes(telling.channel);
        // A process may mark what it told in an invocation that failed, after it was frozen.
        if (isMine && ["open", "failed", "unmarked"].includes(telling.ending)) {
          telling.ending = ending;
        }
      }
    },
    held(process, channel) {
      const post = posts.findLast((one) => one.process === process && one.channel === channel);
      if (post !== undefined) post.isHeld = true;
    },
    ended(process, how) {
      for (const telling of [...all, ...digests]) {
        if (telling.process === process && telling.ending === "open") telling.ending = how;
      }
    },
  };
}

function toldOf(entry: { readonly fingerprint: string; readonly alertKind: AlertKind }): Told {
  return { fingerprint: entry.fingerprint, kind: entry.alertKind };
}
