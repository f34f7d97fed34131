import type { HistoryEntry } from "../history/known-denial.ts";
import type { HiddenGroup } from "./digest.ts";
import { countWithin } from "./digest-days.ts";
import type { DayRange } from "./digest-days.ts";

interface Hider {
  readonly id: string;
  readonly reason: string;
}

/** Whether a denial is kept quiet now: by its state, or told once and then hidden by one of the `hiders` in force. */
export function isHidden(
  { status, hiddenBy }: Pick<HistoryEntry, "status" | "hiddenBy">,
  hiders: ReadonlySet<string>,
): boolean {
  return status === "muted" || status === "benign" || (hiddenBy !== null && hiders.has(hiddenBy));
}

/** What each mute and each benign entry kept quiet within the days, the most first. Of each denial the last to match. */
export function countByHider(
  entries: readonly HistoryEntry[],
  days: DayRange,
  mutes: readonly Hider[],
  benign: readonly Hider[],
): { readonly byMute: readonly HiddenGroup[]; readonly byBenign: readonly HiddenGroup[] } {
  const benignIds = new Set(benign.map(({ id }) => id));
  const isBenign = ({ status, hiddenBy }: HistoryEntry): boolean =>
    status === "benign" || (hiddenBy !== null && benignIds.has(hiddenBy));
  return {
    byMute: group(
      entries.filter((entry) => !isBenign(entry)),
      days,
      mutes,
    ),
    byBenign: group(entries.filter(isBenign), days, benign),
  };
}

function group(
  entries: readonly HistoryEntry[],
  days: DayRange,
  hiders: readonly Hider[],
): readonly HiddenGroup[] {
  const reasons = new Map(hiders.map(({ id, reason }) => [id, reason]));
  const groups = new Map<string, HiddenGroup>();
  for (const entry of entries) {
    // Days do not tell hidden occurrences from told ones: never more than were hidden at all.
    const occurrences = Math.min(countWithin(entry, days), entry.hiddenCount);
    const id = entry.hiddenBy;
    if (id === null || occurrences === 0) continue;
    const known = groups.get(id) ?? {
      id,
      reason: reasons.get(id) ?? null,
      denials: 0,
      occurrences: 0,
    };
    groups.set(id, {
      ...known,
      denials: known.denials + 1,
      occurrences: known.occurrences + occurrences,
    });
  }
  return [...groups.values()].sort((a, b) => b.occurrences - a.occurrences);
}
