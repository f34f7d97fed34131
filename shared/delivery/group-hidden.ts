import type { HistoryEntry } from "../history/known-denial.ts";
import type { HiddenGroup } from "./digest.ts";
import { countWithin, isBefore } from "./digest-days.ts";
import type { DayRange } from "./digest-days.ts";
import { type HiddenEntry, hidersOf } from "./hiders-of.ts";

interface Hider {
  readonly id: string;
  readonly reason: string;
}

/**
 * Whether a denial is kept quiet now: by its state, or told once and last seen where one of the `hiders` in force hid it.
 * What is still to be told is not, whatever has hidden it since.
 */
export function isHidden(
  entry: HiddenEntry & Pick<HistoryEntry, "status">,
  hiders: ReadonlySet<string>,
): boolean {
  const { status, hiddenBy, lastSeenSeconds } = entry;
  if (status === "muted" || status === "benign") return true;
  if (status === "pending" || hiddenBy === null || !hiders.has(hiddenBy)) return false;
  return (hidersOf(entry).get(hiddenBy)?.lastSeconds ?? lastSeenSeconds) >= lastSeenSeconds;
}

/** What each mute and each benign entry kept quiet within the days, the most first. */
export function countByHider(
  entries: readonly HistoryEntry[],
  days: DayRange,
  mutes: readonly Hider[],
  benign: readonly Hider[],
): { readonly byMute: readonly HiddenGroup[]; readonly byBenign: readonly HiddenGroup[] } {
  // One that is switched off is known by what it still keeps quiet.
  const benignIds = new Set([
    ...benign.map(({ id }) => id),
    ...entries.flatMap(({ status, hiddenBy }) => (status === "benign" ? (hiddenBy ?? []) : [])),
  ]);
  const parts = entries.flatMap((entry) => hiddenWithin(entry, days));
  return {
    byMute: group(
      parts.filter(({ id }) => !benignIds.has(id)),
      mutes,
    ),
    byBenign: group(
      parts.filter(({ id }) => benignIds.has(id)),
      benign,
    ),
  };
}

/** So many people of a console's calls are named. */
const mostPeople = 5;

interface HiddenPart {
  readonly id: string;
  /** Who was in a console; null for a call of anything else. */
  readonly personInConsole: string | null;
  readonly occurrences: number;
}

/** Days do not tell hidden occurrences from told ones: the last to hide has its share first, never more than it hid at all. */
function hiddenWithin(entry: HistoryEntry, days: DayRange): readonly HiddenPart[] {
  let left = Math.min(countWithin(entry, days), entry.hiddenCount);
  const parts: HiddenPart[] = [];
  const { client, person, name } = entry.sample.principal;
  const personInConsole = client === "console" ? (person ?? name) : null;
  const latestFirst = [...hidersOf(entry)].sort(([, a], [, b]) => b.lastSeconds - a.lastSeconds);
  for (const [id, { count, lastSeconds }] of latestFirst) {
    const occurrences = isBefore(lastSeconds, days) ? 0 : Math.min(left, count);
    if (occurrences > 0) parts.push({ id, personInConsole, occurrences });
    left -= occurrences;
  }
  return parts;
}

function group(parts: readonly HiddenPart[], hiders: readonly Hider[]): readonly HiddenGroup[] {
  const reasons = new Map(hiders.map(({ id, reason }) => [id, reason]));
  return [...Map.groupBy(parts, ({ id }) => id)]
    .map(([id, of]) => ({
      id,
      reason: reasons.get(id) ?? null,
      denials: of.length,
      occurrences: sumOf(of),
      people: peopleOf(of),
    }))
    .sort((a, b) => b.occurrences - a.occurrences);
}

function peopleOf(parts: readonly HiddenPart[]): HiddenGroup["people"] {
  const inConsole = parts.flatMap(({ personInConsole: name, occurrences }) =>
    name === null ? [] : [{ name, occurrences }],
  );
  const people = [...Map.groupBy(inConsole, ({ name }) => name)]
    .map(([name, of]) => ({ name, occurrences: sumOf(of) }))
    .sort((a, b) => b.occurrences - a.occurrences);
  return { shown: people.slice(0, mostPeople), total: people.length };
}

function sumOf(counts: readonly { readonly occurrences: number }[]): number {
  return counts.reduce((sum, { occurrences }) => sum + occurrences, 0);
}
