import type { MutesSince } from "../../shared/config/mutes-since.ts";
import { findHiderUse } from "../../shared/delivery/find-hider-use.ts";
import { findStaleMutes } from "../../shared/delivery/find-stale-mutes.ts";
import type { Mute } from "../../shared/delivery/mute.ts";
import type { TimedMute } from "../../shared/delivery/mutes.client.ts";
import type { HistoryEntry } from "../../shared/history/known-denial.ts";

/** A mute, and what it is good for. */
export interface MuteInUse {
  readonly mute: Mute;
  readonly source: "table" | "config";
  /** Who wrote it; null for one of the config. */
  readonly author: string | null;
  readonly createdAt: string | null;
  readonly isInForce: boolean;
  /** Denials that it ever hid, and how often it did. */
  readonly denials: number;
  readonly occurrences: number;
  /** When it last hid one, ISO 8601; null for never. */
  readonly lastHid: string | null;
  /** It hid nothing for 30 days. */
  readonly isStale: boolean;
}

/** The mutes of the table and of the config with their use, the loudest first. */
export function findMuteUses(
  timed: readonly TimedMute[],
  configured: { readonly mutes: readonly Mute[]; readonly mutesSince: MutesSince },
  entries: readonly HistoryEntry[],
  now: Date,
): readonly MuteInUse[] {
  const describe = (mute: Mute, written: TimedMute | null): MuteInUse => {
    const { denials, occurrences, lastHidSeconds } = findHiderUse(mute.id, entries);
    const inForceSinceSeconds =
      written === null
        ? (configured.mutesSince.get(mute.id) ?? null)
        : Date.parse(written.createdAt) / 1000;
    const { id, reason, owner = null } = mute;
    const isInForce = mute.until === undefined || Date.parse(mute.until) > now.getTime();
    const stale = findStaleMutes([{ id, reason, owner, inForceSinceSeconds, lastHidSeconds }], now);
    return {
      mute,
      source: written === null ? "config" : "table",
      author: written?.author ?? null,
      createdAt: written?.createdAt ?? null,
      isInForce,
      denials,
      occurrences,
      lastHid: lastHidSeconds === null ? null : new Date(lastHidSeconds * 1000).toISOString(),
      isStale: isInForce && stale.length > 0,
    };
  };
  return [
    ...timed.map((mute) => describe(mute, mute)),
    ...configured.mutes.map((mute) => describe(mute, null)),
  ].sort((a, b) => b.occurrences - a.occurrences);
}
