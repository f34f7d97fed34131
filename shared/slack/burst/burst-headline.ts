import type { AnyBurstAlert } from "../alert.ts";
import { callerName } from "../../denial/caller-name.ts";
import { formatCount } from "../format-count.ts";
import { severityBadges } from "../severity-badge.ts";
import { truncateText } from "../truncate-text.ts";
import { burstSeverity } from "./burst-severity.ts";
import { burstSpan, timesOf } from "./burst-span.ts";
import { sharedReason } from "./common-reason.ts";

/** What a burst is, with its mark, in words without markup: "Warning in production: Deploy had ...". Not escaped. */
export function burstHeadline(alert: AnyBurstAlert): {
  readonly mark: string;
  readonly said: string;
} {
  const { principal, accountName, total, since } = alert;
  const name = truncateText(callerName(principal), 48);
  const place = accountName === null ? "" : ` in ${truncateText(accountName, 24)}`;
  const denials = formatCount(total, "new denial");
  if (alert.kind === "burst-closed") {
    const span = burstSpan(since, [alert.until]);
    return { mark: "🏁", said: `Burst over${place}: ${name} had ${denials} ${span}` };
  }
  const { emoji, word } = severityBadges[burstSeverity(alert)];
  const much = `${denials} ${burstSpan(since, timesOf(alert.denials))}`;
  const goesOn = alert.kind === "burst-summary" && !alert.isFirst ? ", still going on" : "";
  const why = sharedReason(alert.denials);
  const what =
    alert.reconnaissance === null
      ? `${name} had ${much}${why === null ? "" : `: ${why}`}`
      : `${name} may be probing its permissions, ${much}`;
  return { mark: emoji, said: `${word}${place}${goesOn}: ${what}` };
}
