import type { DenyType, PolicyType } from "../denial/reason.ts";
import type { HiddenCounts } from "./hidden-counts.ts";
import type { OccurrenceSample } from "./occurrence-sample.ts";
import type { RecordedDenial } from "./occurrence.ts";

/**
 * Where an alert stands. `pending`: to be told, by whoever holds the lease or takes it over. `told`: Slack took it.
 * `muted` and `benign`: counted and not told. `resolved`: told, and not seen for the quiet time since. `seen`: brought
 * in by a backfill as old news, and told only where it comes back or grows.
 */
export const alertStatuses = ["pending", "told", "muted", "benign", "resolved", "seen"] as const;
export type AlertStatus = (typeof alertStatuses)[number];

/** Why a denial is told. */
export const alertKinds = ["new", "again", "grown"] as const;
export type AlertKind = (typeof alertKinds)[number];

/** What counting knows of one fingerprint. Times are epoch seconds unless the name says otherwise. */
export interface KnownDenial {
  readonly fingerprint: string;
  readonly count: number;
  readonly firstSeenSeconds: number;
  readonly lastSeenSeconds: number;
  readonly status: AlertStatus;
  /** While pending: until then somebody is at it, or it must not be tried again. Epoch milliseconds; 0 for nobody. */
  readonly leaseUntilMilliseconds: number;
  readonly alertKind: AlertKind;
  /** While pending because it is back: the whole days before without an occurrence; null where they are not known. */
  readonly quietDays: number | null;
  /** While pending: the channels that are still to be told; null for all that its routes name. */
  readonly pendingChannels: readonly string[] | null;
  readonly toldAtSeconds: number | null;
  /** The count when it was last told; 0 for never. */
  readonly toldCount: number;
  /** Occurrences that a mute or the benign catalogue kept quiet. */
  readonly hiddenCount: number;
  /** The mute or the benign entry that matched last; null for none. */
  readonly hiddenBy: string | null;
  /** When the last occurrence was kept quiet; null for never, or where that is known to its `HistoryEntry` only. */
  readonly lastHiddenSeconds: number | null;
  /** Occurrences by hour: epoch hour to count. Counting knows the last hours only, a `HistoryEntry` the last 168 with any. */
  readonly countByHour: ReadonlyMap<number, number>;
  /** Occurrences by day: epoch day to count. Counting knows the last 14 days, a `HistoryEntry` the last 60 with any. */
  readonly countByDay: ReadonlyMap<number, number>;
}

/** The denial that a new one took the place of: the same in all but the reason's deny type and policy type. */
export interface Predecessor {
  readonly fingerprint: string;
  readonly denyType: DenyType;
  readonly policyType: PolicyType;
}

/** Distinct values in the order met, a bounded number of them. */
export interface DistinctValues {
  readonly values: readonly string[];
  /** There were more than are kept. */
  readonly hasMore: boolean;
}

/** What the history holds, with the denial as first seen (less its encoded message). */
export interface HistoryEntry extends KnownDenial {
  readonly sample: RecordedDenial;
  /** Every Region that it was seen in, in the order met. */
  readonly regions: readonly string[];
  /** Role sessions that it was seen in. */
  readonly sessions: DistinctValues;
  /** People that it was seen of, where sessions name them. */
  readonly persons: DistinctValues;
  /** The first three occurrences and up to seven of the newest, oldest first; of a loud one the newest may be an hour old. */
  readonly samples: readonly OccurrenceSample[];
  /** What each mute and benign entry kept quiet; of occurrences before this was counted, nothing. */
  readonly hiddenCounts: HiddenCounts;
  readonly predecessor: Predecessor | null;
  /** The fingerprint that an earlier version of Denywatch gave it, whose past this entry holds; null for none. */
  readonly formerFingerprint: string | null;
  /** The fingerprint that a later version of Denywatch gave it, whose entry holds its past; null for none. */
  readonly laterFingerprint: string | null;
  /** What of its items cannot be read, by their attributes' names, so that it is left out here; null for nothing. */
  readonly damage: string | null;
}
