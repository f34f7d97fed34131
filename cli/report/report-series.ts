import { severities } from "../../shared/denial/denial.ts";
import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { severityBadges } from "../../shared/slack/severity-badge.ts";
import { sayPolicyType } from "./say-policy-type.ts";
import type { ReportSeries } from "./report.ts";
import { countBuckets, sum, type TimeBuckets } from "./time-buckets.ts";

/** More kinds than these share one colour: eyes do not tell more apart. */
const mostSeries = 6;

/** Occurrences by severity, the worst first; what did not occur is left out. */
export function seriesBySeverity(
  entries: readonly HistoryEntry[],
  buckets: TimeBuckets,
): readonly ReportSeries[] {
  return severities
    .toReversed()
    .map((severity) => ({
      name: severityBadges[severity].word,
      counts: addUp(
        entries.filter(({ sample }) => sample.severity === severity),
        buckets,
      ),
    }))
    .filter(({ counts }) => sum(counts) > 0);
}

/** Occurrences by the policy type that denied, the most first; the last may be "other". */
export function seriesByPolicyType(
  entries: readonly HistoryEntry[],
  buckets: TimeBuckets,
): readonly ReportSeries[] {
  const groups = Map.groupBy(entries, ({ sample }) => sayPolicyType(sample.reason));
  const series = [...groups]
    .map(([name, group]) => ({ name, counts: addUp(group, buckets) }))
    .filter(({ counts }) => sum(counts) > 0)
    .sort((a, b) => sum(b.counts) - sum(a.counts));
  if (series.length <= mostSeries) return series;
  const others = series.slice(mostSeries - 1);
  const counts = others[0]?.counts.map((_, index) =>
    sum(others.map((one) => one.counts[index] ?? 0)),
  );
  return [...series.slice(0, mostSeries - 1), { name: "Other", counts: counts ?? [] }];
}

function addUp(entries: readonly HistoryEntry[], buckets: TimeBuckets): readonly number[] {
  const counts = entries.map((entry) => countBuckets(entry, buckets));
  return Array.from({ length: buckets.end - buckets.start }, (_, index) =>
    sum(counts.map((one) => one[index] ?? 0)),
  );
}
