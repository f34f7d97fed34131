import { formatNumber, plural } from "./format-number.ts";
import type { Report, ReportSection, ReportSeries } from "./report.ts";
import { sum } from "./time-buckets.ts";

/** What somebody who reads only this should know, in whole sentences, the gravest first. Plain text. */
export function findHighlights(report: Report): readonly string[] {
  const { isNew, ongoing, occurrences } = report;
  if (isNew.total + ongoing.total === 0) {
    return ["Nothing that is not muted was denied in this time."];
  }
  return [
    ...sayCritical(isNew, ongoing),
    ...sayLeading(report.principals[0], occurrences),
    ...sayPolicies(report.byPolicyType, occurrences),
    ...sayNewest(isNew),
  ];
}

function sayCritical(isNew: ReportSection, ongoing: ReportSection): readonly string[] {
  const critical = [...isNew.rows, ...ongoing.rows].filter(
    ({ entry }) => entry.sample.severity === "critical",
  );
  const [first] = critical;
  if (first === undefined) return ["No problem is critical."];
  return critical.length === 1
    ? [`One problem is critical: ${first.advice.title}.`]
    : [`${formatNumber(critical.length)} problems are critical. The first: ${first.advice.title}.`];
}

function sayLeading(
  leading: Report["principals"][number] | undefined,
  occurrences: number,
): readonly string[] {
  if (leading === undefined || occurrences === 0 || leading.occurrences === 0) return [];
  const share = Math.round((leading.occurrences / occurrences) * 100);
  return [
    `${leading.name} was denied most: ${plural(leading.occurrences, "call")}, ${share} % of all, in ${plural(leading.problems, "problem")}.`,
  ];
}

function sayPolicies(series: readonly ReportSeries[], occurrences: number): readonly string[] {
  const [first] = series;
  if (first === undefined || occurrences === 0) return [];
  const share = Math.round((sum(first.counts) / occurrences) * 100);
  return [`Most often the reason was: ${lowerFirst(first.name)} (${share} % of the calls).`];
}

function sayNewest(isNew: ReportSection): readonly string[] {
  const newest = isNew.rows.toSorted(
    (a, b) => b.entry.firstSeenSeconds - a.entry.firstSeenSeconds,
  )[0];
  return newest === undefined ? [] : [`The newest: ${newest.advice.title}.`];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
