import type { Denial } from "../denial/denial.ts";
import type { EventOutbox } from "../events/event-outbox.ts";
import type { Hidden } from "../history/count-settings.ts";
import type { HistoryClient } from "../history/history.client.ts";
import type { AlertKind, HistoryEntry, Predecessor } from "../history/known-denial.ts";
import type { RecordedDenial } from "../history/occurrence.ts";
import type { SlackMessage, SlackPoster } from "../slack/message.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { ChannelStore } from "./channel.client.ts";
import type { Digest } from "./digest.ts";
import type { DigestSchedule } from "./due-digest.ts";
import type { MuteUse } from "./find-stale-mutes.ts";
import type { Burst, TurnLimits } from "./take-turn.ts";

/** An alert whose claim we hold. */
export interface ClaimedAlert {
  readonly kind: AlertKind;
  readonly denial: RecordedDenial;
  readonly count: number;
  readonly firstSeenSeconds: number;
  /** Whole days without an occurrence before it was back; null where that is not known, or it is told for something else. */
  readonly quietDays: number | null;
  /** The count when it was last told; 0 for never. */
  readonly toldCount: number;
  /** The same denial with another reason that it took the place of; null for none. */
  readonly predecessor: Predecessor | null;
  readonly leaseUntilMilliseconds: number;
  /** The channels that have not been told. */
  readonly channels: readonly string[];
}

/** Builds what is posted. Loaded when the first message is built: a repeat needs none of it. */
export interface MessageBuilder {
  buildAlert(alert: ClaimedAlert): SlackMessage;
  /** The first message about a burst: the denials of one principal known so far. It names the last one at least. */
  buildBurst(known: readonly HistoryEntry[], burst: Burst): SlackMessage;
  /**
   * Names as many of `held` as fit, most important first; what does not fit waits for the next message, and so do the
   * `others`. `isFirst`: nothing was said of the burst before; `before`: what was told of it. `burst` is as it is after this message, but for its
   * `named`, which counts none of them yet.
   */
  buildBurstSummary(
    held: readonly HistoryEntry[],
    others: number,
    burst: Burst,
    options: { readonly isFirst: boolean; readonly before: readonly HistoryEntry[] },
  ): { readonly message: SlackMessage; readonly named: readonly HistoryEntry[] };
  /** `known` has at least one; `total` may be more than these. */
  buildBurstClosed(known: readonly HistoryEntry[], burst: Burst, total: number): SlackMessage;
  /** What piled up, by name; names as many as fit. `others` wait too, and follow. */
  buildBacklog(
    entries: readonly HistoryEntry[],
    others: number,
  ): {
    readonly message: SlackMessage;
    readonly named: readonly HistoryEntry[];
  };
  buildDigest(digest: Digest): SlackMessage;
  /** The same message without blocks, for when Slack refuses them. */
  asPlainText(message: SlackMessage): SlackMessage;
}

/** What the settings decide, as of at most a minute ago. */
export interface DeliverySettings {
  /** The mute or benign entry that keeps a denial quiet; null for none. */
  readonly findHidden: (denial: Denial) => Hidden | null;
  /** The channels that a denial is told to, at least one: of those still `pending`, or all that its routes name. */
  readonly channelsFor: (denial: Denial, pending: readonly string[] | null) => readonly string[];
  /** All channels there are. */
  readonly channelNames: readonly string[];
  readonly limits: TurnLimits;
  /** When a channel is told digests: its own schedule, or that of all. */
  readonly digestOf: (channel: string) => DigestSchedule;
  /** What was told and not seen for so many days has stopped. */
  readonly quietDays: number;
  /** In force now, for what a digest says of them. */
  readonly mutes: readonly Omit<MuteUse, "lastHidSeconds">[];
  /** The benign entries that are on. */
  readonly benign: readonly { readonly id: string; readonly reason: string }[];
  /** The name that the config gives an account; null for none. */
  readonly accountNameOf: (account: string | null) => string | null;
}

export interface DeliveryServices extends DeliverySettings {
  readonly history: HistoryClient;
  readonly channels: ChannelStore;
  /** The poster of a channel, by its name in the config. */
  readonly posterOf: (channel: string) => SlackPoster;
  readonly leaseMilliseconds: number;
  readonly messages: () => Promise<MessageBuilder>;
  readonly telemetry: Telemetry;
  /** Alerts and state changes for other systems; sent when the invocation's alerts are done. */
  readonly events: EventOutbox;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}
