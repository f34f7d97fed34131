import { severities } from "../denial/denial.ts";
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
import type { SlackMessage } from "./message.ts";
import { severityBadges } from "./severity-badge.ts";

/** More lines than that nobody reads in one message. */
export const mostBacklogAlerts = 100;
const linesPerSection = 5;

/** A summary, and the alerts that it names: those are told, the others are not yet. */
export interface BacklogSummary {
  readonly message: SlackMessage;
  readonly named: readonly DenialAlert[];
}

/**
 * What piled up, a line for each denial, the most severe first. At most 100 are named; the caller tells the rest in
 * a further summary.
 */
export function buildBacklogSummary(alerts: readonly DenialAlert[]): BacklogSummary {
  const rank = ({ denial }: DenialAlert): number => severities.indexOf(denial.severity);
  const named = [...alerts].sort((a, b) => rank(b) - rank(a)).slice(0, mostBacklogAlerts);
  const waited = `${formatCount(alerts.length, "alert")} waited to be told`;
  const left = alerts.length - named.length;
  return {
    named,
    message: {
      text: `${waited}. ${sayBySeverity(alerts)}`,
      blocks: [
        headerBlock(`📬 ${waited}`),
        sectionBlock(`${sayBySeverity(alerts)} Slack did not take them when they happened.`),
        ...chunk(named.map(alertLine), linesPerSection).map((lines) =>
          sectionBlock(lines.join("\n")),
        ),
        contextBlock(
          `${left > 0 ? `${formatCount(left, "further one")} will follow. ` : ""}Any of them in full: ${codeSpan("denywatch show ID")}`,
        ),
      ],
    },
  };
}

function sayBySeverity(alerts: readonly DenialAlert[]): string {
  const counts = severities
    .toReversed()
    .map((severity) => {
      const count = alerts.filter(({ denial }) => denial.severity === severity).length;
      return count === 0 ? null : `${count} ${severityBadges[severity].word.toLowerCase()}`;
    })
    .filter((text) => text !== null);
  return counts.length === 0 ? "Nothing is left." : `By severity: ${counts.join(", ")}.`;
}

/** At most 590 characters, so that five fit a section. */
function alertLine({ denial, advice, count, accountName }: DenialAlert): string {
  const { emoji, word } = severityBadges[denial.severity];
  const at = formatTime(denial.occurredAt);
  const facts = [
    describeAccount(accountName, denial.account, null, 60),
    ...(at === null ? [] : [at]),
    ...(count > 1 ? [formatCount(count, "time")] : []),
    codeSpan(fingerprintPrefix(denial), 40),
  ];
  return `${emoji} *${word}:* ${formatProse(advice.title, 260)}\n      ${facts.join(" · ")}`;
}

function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
