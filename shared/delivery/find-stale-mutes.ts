import type { StaleMute } from "./digest.ts";

/** What a digest asks of a mute. Times are epoch seconds. */
export interface MuteUse {
  readonly id: string;
  readonly reason: string;
  readonly owner: string | null;
  /** Null where nobody wrote it down: such a mute is stale only by what it once hid. */
  readonly inForceSinceSeconds: number | null;
  /** When it last hid an occurrence; null for never. */
  readonly lastHidSeconds: number | null;
}

/** A mute that hid nothing for this many days is stale. */
export const staleAfterDays = 30;

/** The mutes of those in force that hid nothing for 30 days, the longest idle first. */
export function findStaleMutes(mutes: readonly MuteUse[], now: Date): readonly StaleMute[] {
  const latest = now.getTime() / 1000 - staleAfterDays * 86_400;
  return mutes
    .flatMap((mute) => {
      const known = [mute.lastHidSeconds, mute.inForceSinceSeconds].filter((time) => time !== null);
      // A mute that was written again starts anew: the later of the two counts.
      const idleSeconds = Math.max(...known);
      return known.length > 0 && idleSeconds <= latest ? [{ mute, idleSeconds }] : [];
    })
    .sort((a, b) => a.idleSeconds - b.idleSeconds)
    .map(({ mute: { id, reason, owner }, idleSeconds }) => ({
      id,
      reason,
      owner,
      idleSince: new Date(idleSeconds * 1000).toISOString(),
    }));
}
