import type { DenialAlert } from "./alert.ts";
import { formatCount } from "./format-count.ts";
import { severityBadges } from "./severity-badge.ts";
import { truncateText } from "./truncate-text.ts";

/** What a Slack header holds, less its mark. */
const mostLength = 146;
const shortestStart = 30;

/**
 * What an alert is, in words without markup: "Warning in production, back again: Deploy may not ...". Not escaped. At
 * most 146 characters; where it is too long, what was asked for is cut and not why it was refused.
 */
export function headline(alert: DenialAlert): string {
  const place = alert.accountName === null ? "" : ` in ${truncateText(alert.accountName, 24)}`;
  const word = `${severityBadges[alert.denial.severity].word}${place}${news(alert)}: `;
  return word + cutBeforeReason(alert.advice.title, mostLength - word.length);
}

function news(alert: DenialAlert): string {
  switch (alert.kind) {
    case "new-denial":
      return "";
    case "again":
      return ", back again";
    case "grown":
      return `, ${formatCount(alert.count, "time")} now`;
  }
}

/** A title ends with ": why". */
function cutBeforeReason(title: string, room: number): string {
  const end = title.lastIndexOf(": ");
  const why = end < 0 ? "" : title.slice(end);
  const start = room - why.length;
  return title.length <= room || start < shortestStart
    ? truncateText(title, room)
    : truncateText(title.slice(0, title.length - why.length), start) + why;
}
