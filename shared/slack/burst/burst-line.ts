import type { BurstDenial } from "../alert.ts";
import { codeSpan } from "../code-span.ts";
import { describeCall } from "../describe-call.ts";
import { fingerprintPrefix } from "../fingerprint-prefix.ts";
import { formatCount } from "../format-count.ts";
import { reasonPhrase } from "../reason-phrase.ts";
import { sayPredecessor } from "../say-predecessor.ts";
import { severityBadges } from "../severity-badge.ts";

/**
 * One denial of a burst in mrkdwn of at most 510 characters, its principal left out; its reason too where it is
 * `common`, which the message says once.
 */
export function burstLine(
  { denial, count, predecessor }: BurstDenial,
  common: string | null,
): string {
  const { emoji, word } = severityBadges[denial.severity];
  const why = reasonPhrase(denial.reason);
  const times = count > 1 ? ` · ${formatCount(count, "time")}` : "";
  const call = why === common ? describeCall(denial) : `${describeCall(denial)}: ${why}`;
  const id = codeSpan(fingerprintPrefix(denial), 40);
  return `${emoji} *${word}:* ${call}${times} · ${id}${sayPredecessor(predecessor)}`;
}
