import type { Digest } from "../../delivery/digest.ts";
import { formatCount } from "../format-count.ts";
import { sparkline } from "./sparkline.ts";

const previous: Readonly<Record<Digest["period"], string>> = {
  daily: "the day before",
  weekly: "the week before",
};

/** How often, against the period before, and the days as bars with their highest in words. In mrkdwn. */
export function describeTrend({
  period,
  occurrences,
  occurrencesBefore,
  trend,
  to,
}: Digest): string {
  const times = `Denied ${formatCount(occurrences, "time")}, ${compare(occurrences, occurrencesBefore)} ${previous[period]}`;
  if (trend.length < 2 || Math.max(...trend) === 0) return `${times}.`;
  const most = Math.max(...trend);
  const daysAgo = trend.length - trend.lastIndexOf(most);
  const day = new Date(Date.parse(to) - daysAgo * 86_400_000);
  const peak = Number.isNaN(day.getTime()) ? "" : ` on ${day.toISOString().slice(0, 10)}`;
  return `${times}.\n\`${sparkline(trend)}\` ${trend.length} days, most${peak}: ${most.toLocaleString("en-US")}`;
}

function compare(now: number, before: number): string {
  if (now === before) return "as many as";
  if (before === 0) return "never";
  const change = Math.round((now / before - 1) * 100);
  if (change === 0) return "about as many as";
  if (now >= before * 2) return `${(now / before).toFixed(1)} times as many as`;
  return change > 0 ? `${change} % more than` : `${-change} % fewer than`;
}
