import type { DigestRow } from "../../delivery/digest.ts";
import { codeSpan } from "../code-span.ts";
import { describeCall } from "../describe-call.ts";
import { fingerprintPrefix } from "../fingerprint-prefix.ts";
import { formatCount } from "../format-count.ts";
import { plainMrkdwn } from "../plain-mrkdwn.ts";
import { reasonPhrase } from "../reason-phrase.ts";
import { severityBadges } from "../severity-badge.ts";

/** One denial of a digest in mrkdwn of at most 700 characters; `since` says when it began or was last seen. */
export function digestRowLine(
  { denial, accountName, occurrences }: DigestRow,
  since: string | null,
): string {
  const { principal, reason, account } = denial;
  const { emoji, word } = severityBadges[denial.severity];
  const place = accountName === null ? account : accountName;
  const facts = [
    formatCount(occurrences, "time"),
    ...(since === null ? [] : [since]),
    ...(place === null ? [] : [plainMrkdwn(place, 60)]),
    codeSpan(fingerprintPrefix(denial), 40),
  ];
  const who = codeSpan(principal.person ?? principal.name, 80);
  return `${emoji} *${word}:* ${who} may not ${describeCall(denial)}: ${reasonPhrase(reason)}\n      ${facts.join(" · ")}`;
}
