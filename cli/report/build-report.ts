import { severities } from "../../shared/denial/denial.ts";
import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { isHidden } from "../../shared/delivery/group-hidden.ts";
import { advise } from "../../shared/remediation/advise.ts";
import { hasLostCounts } from "../history/has-lost-counts.ts";
import { rankEntries } from "./rank-entries.ts";
import type { Report, ReportRow, ReportSection } from "./report.ts";
import { seriesByPolicyType, seriesBySeverity } from "./report-series.ts";
import {
  bucketsBefore,
  bucketsOf,
  countBuckets,
  isInBuckets,
  secondsOf,
  sum,
  type TimeBuckets,
} from "./time-buckets.ts";

export interface ReportInput {
  readonly source: string;
  readonly from: Date;
  readonly to: Date;
  readonly now: Date;
  /** Whatever was last seen since a span, or the quiet days, before `from`. */
  readonly entries: readonly HistoryEntry[];
  readonly isComplete: boolean;
  /** A denial that was not seen for so long has stopped. */
  readonly quietDays: number;
  /** Ids of the mutes and benign entries in force. */
  readonly hiders: ReadonlySet<string>;
  readonly accountNameOf: (account: string | null) => string | null;
}

/** So many problems of one kind are written out; the rest is counted. */
export const mostRows = 200;
const trendBuckets = 14;

/** What a span was like: new, going on, stopped, and kept quiet. Pure. */
export function buildReport(input: ReportInput): Report {
  const { from, to, entries, hiders, quietDays } = input;
  const buckets = bucketsOf(from.getTime() / 1000, to.getTime() / 1000);
  const open = entries.filter((entry) => !isHidden(entry, hiders));
  const seen = open.filter((entry) => isSeen(entry, buckets));
  const section = (chosen: readonly HistoryEntry[]): ReportSection =>
    buildSection(chosen, buckets, input);
  const isNew = (entry: HistoryEntry): boolean => isInBuckets(entry.firstSeenSeconds, buckets);
  const hasStopped = (entry: HistoryEntry): boolean =>
    isInBuckets(entry.lastSeenSeconds + quietDays * 86_400, buckets);
  return {
    source: input.source,
    from: from.toISOString(),
    to: to.toISOString(),
    madeAt: input.now.toISOString(),
    buckets,
    quietDays,
    occurrences: total(open, buckets),
    occurrencesBefore: total(open, bucketsBefore(buckets)),
    isNew: section(open.filter(isNew)),
    ongoing: section(seen.filter((entry) => !isNew(entry) && !hasStopped(entry))),
    stopped: section(open.filter((entry) => !isNew(entry) && hasStopped(entry))),
    hidden: section(entries.filter((entry) => isHidden(entry, hiders) && isSeen(entry, buckets))),
    bySeverity: seriesBySeverity(seen, buckets),
    byPolicyType: seriesByPolicyType(seen, buckets),
    ...rankEntries(seen, buckets, input.accountNameOf),
    undercounted: open.filter((entry) => isUndercounted(entry, buckets)).length,
    isBeforeCounted: !open.some((entry) => isUndercounted(entry, bucketsBefore(buckets))),
    isComplete: input.isComplete,
  };
}

/** Counts are kept for so long only; the last time is always known. */
function isSeen(entry: HistoryEntry, buckets: TimeBuckets): boolean {
  return isInBuckets(entry.lastSeenSeconds, buckets) || sum(countBuckets(entry, buckets)) > 0;
}

function isUndercounted(entry: HistoryEntry, buckets: TimeBuckets): boolean {
  const { from, to } = secondsOf(buckets);
  return hasLostCounts(entry, buckets.unit, from, to);
}

function total(entries: readonly HistoryEntry[], buckets: TimeBuckets): number {
  return sum(entries.map((entry) => sum(countBuckets(entry, buckets))));
}

function buildSection(
  entries: readonly HistoryEntry[],
  buckets: TimeBuckets,
  { accountNameOf }: ReportInput,
): ReportSection {
  const within = new Map(entries.map((entry) => [entry, sum(countBuckets(entry, buckets))]));
  const rank = (entry: HistoryEntry): number => severities.indexOf(entry.sample.severity);
  const sorted = entries.toSorted(
    (a, b) => rank(b) - rank(a) || (within.get(b) ?? 0) - (within.get(a) ?? 0),
  );
  return {
    rows: sorted.slice(0, mostRows).map((entry): ReportRow => {
      const occurrences = within.get(entry) ?? 0;
      return {
        entry,
        advice: advise(entry.sample),
        accountName: accountNameOf(entry.sample.account),
        occurrences: occurrences > 0 ? occurrences : entry.count,
        trend: countBuckets(entry, {
          ...buckets,
          start: Math.max(buckets.start, buckets.end - 2 * trendBuckets),
        }),
      };
    }),
    total: entries.length,
  };
}
