import type { HistoryEntry } from "../history/known-denial.ts";
import type { DigestPrincipal, DigestReason } from "./digest.ts";
import { countWithin } from "./digest-days.ts";
import type { DayRange } from "./digest-days.ts";

interface Counts {
  readonly denials: number;
  readonly occurrences: number;
}

/** The principals by what they were denied within the days, the loudest first; persons who share a role each by themselves. */
export function rankPrincipals(
  entries: readonly HistoryEntry[],
  days: DayRange,
): readonly DigestPrincipal[] {
  return rank(
    entries,
    days,
    ({ sample: { principal } }) => JSON.stringify([principal.key, principal.person]),
    ({ sample }) => ({ principal: sample.principal }),
  );
}

/** The policy types and deny types by what they denied within the days, the most first. */
export function rankReasons(
  entries: readonly HistoryEntry[],
  days: DayRange,
): readonly DigestReason[] {
  const named = ({ sample: { reason } }: HistoryEntry) => ({
    policyType: reason.via ?? reason.policyType,
    denyType: reason.denyType,
  });
  return rank(entries, days, (entry) => JSON.stringify(named(entry)), named);
}

function rank<T>(
  entries: readonly HistoryEntry[],
  days: DayRange,
  keyOf: (entry: HistoryEntry) => string,
  nameOf: (entry: HistoryEntry) => T,
): readonly (T & Counts)[] {
  const groups = new Map<string, T & Counts>();
  for (const entry of entries) {
    const known = groups.get(keyOf(entry)) ?? { ...nameOf(entry), denials: 0, occurrences: 0 };
    groups.set(keyOf(entry), {
      ...known,
      denials: known.denials + 1,
      occurrences: known.occurrences + countWithin(entry, days),
    });
  }
  return [...groups.values()].sort((a, b) => b.occurrences - a.occurrences);
}
