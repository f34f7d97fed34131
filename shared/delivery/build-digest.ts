import { severities } from "../denial/denial.ts";
import type { HistoryEntry } from "../history/known-denial.ts";
import type { Bounded, Digest, DigestPeriod, DigestRow } from "./digest.ts";
import { countDays, countWithin, daysBefore, daysOf, isWithin, trendRange } from "./digest-days.ts";
import type { DayRange } from "./digest-days.ts";
import { findStaleMutes } from "./find-stale-mutes.ts";
import type { MuteUse } from "./find-stale-mutes.ts";
import { countByHider, isHidden } from "./group-hidden.ts";
import { rankPrincipals, rankReasons } from "./rank-denials.ts";
import { stoppedAt } from "./stopped-at.ts";

export interface DigestInput {
  readonly period: DigestPeriod;
  /** Whole UTC days; `to` is exclusive. */
  readonly from: Date;
  readonly to: Date;
  readonly now: Date;
  /** Whatever was last seen within the quiet time, or 14 days, before `from`, and since. */
  readonly entries: readonly HistoryEntry[];
  /** False where the caller stopped reading: the digest says so. */
  readonly isComplete: boolean;
  /** The mutes in force. */
  readonly mutes: readonly MuteUse[];
  /** The benign entries that are switched on. */
  readonly benign: readonly { readonly id: string; readonly reason: string }[];
  /** A denial that was told and not seen for so long has stopped. */
  readonly quietDays: number;
  readonly accountNameOf: (account: string | null) => string | null;
}

const mostRows = 10;

/** What a period was like: new, still happening, stopped, and what was kept quiet. Pure; each list is bounded. */
export function buildDigest(input: DigestInput): Digest {
  const { period, from, to, entries, mutes, benign, isComplete } = input;
  const days = daysOf(from, to);
  const hiders = new Set([...mutes, ...benign].map(({ id }) => id));
  const open = entries.filter((entry) => !isHidden(entry, hiders));
  const seen = open.filter((entry) => countWithin(entry, days) > 0);
  const rows = (part: DigestPart, first: RowOrder, second: RowOrder): Bounded<DigestRow> =>
    bound(
      open
        .filter((entry) => partOf(entry, days, input) === part)
        .map((entry) => buildRow(entry, part, days, input))
        .sort((a, b) => first(a, b) || second(a, b)),
    );
  const hidden = countByHider(entries, days, mutes, benign);
  return {
    period,
    from: from.toISOString(),
    to: to.toISOString(),
    occurrences: sum(countDays(open, days)),
    occurrencesBefore: sum(countDays(open, daysBefore(days))),
    new: rows("new", bySeverity, byCount),
    ongoing: rows("ongoing", byCount, bySeverity),
    resolved: rows("resolved", bySeverity, byCount),
    loudestPrincipals: bound(rankPrincipals(seen, days), 5),
    byPolicyType: bound(rankReasons(seen, days)),
    trend: countDays(open, trendRange(days)),
    hiddenByMute: bound(hidden.byMute),
    hiddenByBenign: bound(hidden.byBenign),
    // Of what was not looked at, nobody knows who hid it.
    staleMutes: bound(isComplete ? findStaleMutes(mutes, input.now) : []),
    isComplete,
  };
}

type DigestPart = "new" | "ongoing" | "resolved";

/** Where a denial that is not hidden belongs; null for nowhere: it was neither seen nor did it stop within the period. */
function partOf(
  entry: HistoryEntry,
  days: DayRange,
  { quietDays }: DigestInput,
): DigestPart | null {
  if (isWithin(entry.firstSeenSeconds, days)) return "new";
  if (hasStopped(entry, days, quietDays)) return "resolved";
  return countWithin(entry, days) > 0 ? "ongoing" : null;
}

function hasStopped(entry: HistoryEntry, days: DayRange, quietDays: number): boolean {
  const at = stoppedAt(entry, quietDays);
  return at !== null && isWithin(at, days);
}

function buildRow(
  entry: HistoryEntry,
  part: DigestPart,
  days: DayRange,
  { accountNameOf, quietDays }: DigestInput,
): DigestRow {
  return {
    denial: entry.sample,
    accountName: accountNameOf(entry.sample.account),
    occurrences: part === "resolved" ? entry.count : countWithin(entry, days),
    hasStopped: hasStopped(entry, days, quietDays),
    firstSeenAt: new Date(entry.firstSeenSeconds * 1000).toISOString(),
    lastSeenAt: new Date(entry.lastSeenSeconds * 1000).toISOString(),
  };
}

type RowOrder = (a: DigestRow, b: DigestRow) => number;
const bySeverity: RowOrder = (a, b) =>
  severities.indexOf(b.denial.severity) - severities.indexOf(a.denial.severity);
const byCount: RowOrder = (a, b) => b.occurrences - a.occurrences;

function bound<T>(items: readonly T[], most = mostRows): Bounded<T> {
  return { shown: items.slice(0, most), total: items.length };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
