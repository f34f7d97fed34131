import { countWithin, daysOf } from "../../shared/delivery/digest-days.ts";
import { isHidden } from "../../shared/delivery/group-hidden.ts";
import { findMute, type Mute } from "../../shared/delivery/mute.ts";
import type { HistoryEntry } from "../../shared/history/known-denial.ts";

export interface MutedDenial {
  readonly entry: HistoryEntry;
  readonly occurrences: number;
}

/** What a mute would have hidden in the last days. */
export interface MutePreview {
  /** The loudest first. */
  readonly denials: readonly MutedDenial[];
  readonly occurrences: number;
  /** Of the denials, those that somebody was told of in these days. */
  readonly told: number;
  /** Of the denials, those that are kept quiet already. */
  readonly quietAlready: number;
}

/** So many UTC days are looked back on, today among them. */
export const previewDays = 7;

/** The first moment of the days that are looked back on, epoch seconds. */
export function previewStart(now: Date): number {
  return (Math.floor(now.getTime() / 86_400_000) - previewDays + 1) * 86_400;
}

/** Judges each denial by its first occurrence: later ones may be of another address, Region or user agent. */
export function previewMute(
  mute: Mute,
  entries: readonly HistoryEntry[],
  hiders: ReadonlySet<string>,
  now: Date,
): MutePreview {
  const start = previewStart(now);
  const days = daysOf(new Date(start * 1000), now);
  const denials = entries
    .filter(
      ({ sample, lastSeenSeconds }) =>
        lastSeenSeconds >= start && findMute([mute], sample, now) !== null,
    )
    .map((entry) => ({ entry, occurrences: countWithin(entry, days) }))
    .sort((a, b) => b.occurrences - a.occurrences);
  return {
    denials,
    occurrences: denials.reduce((sum, { occurrences }) => sum + occurrences, 0),
    told: denials.filter(({ entry: { toldAtSeconds } }) => (toldAtSeconds ?? 0) >= start).length,
    quietAlready: denials.filter(({ entry }) => isHidden(entry, hiders)).length,
  };
}
