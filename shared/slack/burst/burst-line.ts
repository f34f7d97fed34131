import type { BurstDenial } from "../alert.ts";
import { codeSpan } from "../code-span.ts";
import { describeCall } from "../describe-call.ts";
import { fingerprintPrefix } from "../fingerprint-prefix.ts";
import { formatCount } from "../format-count.ts";
import { reasonPhrase } from "../reason-phrase.ts";
import { severityBadges } from "../severity-badge.ts";

/**
 * One denial of a burst in mrkdwn of at most 470 characters, its principal left out; its reason too where it is
 * `common`, which the message says once.
 */
export function burstLine({ denial, count }: BurstDenial, common: string | null): string {
  const { emoji, word } = severityBadges[denial.severity];
  const why = reasonPhrase(denial.reason);
  const times = count > 1 ? ` · ${formatCount(count, "time")}` : "";
  const call = why === common ? describeCall(denial) : `${describeCall(denial)}: ${why}`;
  return `${emoji} *${word}:* ${call}${times} · ${codeSpan(fingerprintPrefix(denial), 40)}`;
}
