import type { Digest } from "../../delivery/digest.ts";
import { formatCount } from "../format-count.ts";
import { countSpan } from "./count-span.ts";
import { sparkline } from "./sparkline.ts";

/** How often, against as many days before, and the days as bars with their highest in words. In mrkdwn. */
export function describeTrend(digest: Digest): string {
  const { occurrences, occurrencesBefore, trend, to, isComplete } = digest;
  const times = formatCount(occurrences, "time");
  const said = isComplete
    ? `Denied ${times}, ${compare(occurrences, occurrencesBefore)} ${sayBefore(digest)}`
    : `Denied at least ${times}`;
  if (trend.length < 2 || Math.max(...trend) === 0) return `${said}.`;
  const most = Math.max(...trend);
  const daysAgo = trend.length - trend.lastIndexOf(most);
  const day = new Date(Date.parse(to) - daysAgo * 86_400_000);
  const peak = Number.isNaN(day.getTime()) ? "" : ` on ${day.toISOString().slice(0, 10)}`;
  return `${said}.\n\`${sparkline(trend)}\` ${trend.length} days, most${peak}: ${most.toLocaleString("en-US")}`;
}

function sayBefore(digest: Digest): string {
  const days = countSpan(digest);
  if (days === 1) return "the day before";
  return days === 7 ? "the week before" : `the ${days} days before`;
}

function compare(now: number, before: number): string {
  if (now === before) return "as many as";
  if (before === 0) return "never";
  const change = Math.round((now / before - 1) * 100);
  if (change === 0) return "about as many as";
  if (now >= before * 2) return `${(now / before).toFixed(1)} times as many as`;
  return change > 0 ? `${change} % more than` : `${-change} % fewer than`;
}
