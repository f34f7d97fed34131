import type { DenialAlert } from "./alert.ts";
import { contextBlock } from "./blocks/context-block.ts";
import { headerBlock } from "./blocks/header-block.ts";
import { sectionBlock } from "./blocks/section-block.ts";
import { codeSpan } from "./code-span.ts";
import { describeAccount } from "./describe-account.ts";
import { fingerprintPrefix } from "./fingerprint-prefix.ts";
import { formatCount } from "./format-count.ts";
import { formatProse } from "./format-prose.ts";
import { formatTime } from "./format-time.ts";
import { knownNames } from "./known-names.ts";
import type { SlackMessage } from "./message.ts";
import { packLines } from "./pack-lines.ts";
import { sayBySeverity } from "./say-by-severity.ts";
import { sayPredecessor } from "./say-predecessor.ts";
import { sayQuietDays } from "./say-quiet-days.ts";
import { severityBadges } from "./severity-badge.ts";
import { sortBySeverity } from "./sort-by-severity.ts";

/** More lines than that nobody reads in one message. */
export const mostBacklogAlerts = 100;

/** A summary, and the alerts that it names: those are told, the others are not yet. */
export interface BacklogSummary {
  readonly message: SlackMessage;
  readonly named: readonly DenialAlert[];
}

/**
 * What piled up, a line for each denial, the most severe first. At most 100 are named, fewer where they are long; the
 * caller tells the rest, and the `others` that it may not name, in a further summary.
 */
export function buildBacklogSummary(alerts: readonly DenialAlert[], others = 0): BacklogSummary {
  const first = sortBySeverity(alerts).slice(0, mostBacklogAlerts);
  const { blocks, packed } = packLines(first.map(alertLine));
  const waited = `${formatCount(alerts.length + others, "alert")} waited to be told`;
  const counts = sayBySeverity(alerts);
  const bySeverity = counts === null ? "Nothing is left." : `By severity: ${counts}.`;
  const left = alerts.length - packed + others;
  return {
    named: first.slice(0, packed),
    message: {
      text: `${waited}. ${bySeverity}`,
      blocks: [
        headerBlock(`📬 ${waited}`),
        sectionBlock(`${bySeverity} Slack did not take them when they happened.`),
        ...blocks,
        contextBlock(
          `${left > 0 ? `${formatCount(left, "further one")} will follow. ` : ""}Any of them in full: ${codeSpan("denywatch show ID")}`,
        ),
      ],
    },
  };
}

/** At most 650 characters. */
function alertLine(alert: DenialAlert): string {
  const { denial, advice, count, accountName } = alert;
  const { emoji, word } = severityBadges[denial.severity];
  const at = formatTime(denial.occurredAt);
  const facts = [
    describeAccount(accountName, denial.account, null, 60),
    ...(at === null ? [] : [at]),
    ...(count > 1 ? [formatCount(count, "time")] : []),
    codeSpan(fingerprintPrefix(denial), 40),
  ];
  return `${emoji} *${word}:* ${formatProse(advice.title, 260, knownNames(denial))}\n      ${facts.join(" · ")}${sayPast(alert)}`;
}

/** Why a known one is told once more, or what a new one took the place of: at most 60 characters. */
function sayPast(alert: DenialAlert): string {
  switch (alert.kind) {
    case "new-denial":
      return sayPredecessor(alert.predecessor);
    case "again":
      return ` · 🔁 back after ${sayQuietDays(alert.quietDays)}`;
    case "grown":
      return " · 📈 it keeps happening";
  }
}
