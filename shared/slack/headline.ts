import type { DenialAlert } from "./alert.ts";
import { formatCount } from "./format-count.ts";
import { severityBadges } from "./severity-badge.ts";
import { truncateText } from "./truncate-text.ts";

/** What an alert is, in words without markup: "Warning in production, back again: Deploy may not ...". Not escaped. */
export function headline(alert: DenialAlert): string {
  const place = alert.accountName === null ? "" : ` in ${truncateText(alert.accountName, 40)}`;
  const word = `${severityBadges[alert.denial.severity].word}${place}`;
  const { title } = alert.advice;
  switch (alert.kind) {
    case "new-denial":
      return `${word}: ${title}`;
    case "again":
      return `${word}, back again: ${title}`;
    case "grown":
      return `${word}, ${formatCount(alert.count, "time")} now: ${title}`;
  }
}
