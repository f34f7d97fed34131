import type { KnownBlock } from "@slack/types";
import type { DenialAlert } from "../alert.ts";
import { reasonPhrases } from "../../remediation/reason-phrases.ts";
import { codeSpan } from "../code-span.ts";
import { fingerprintPrefix } from "../fingerprint-prefix.ts";
import { formatCount } from "../format-count.ts";
import { formatTime } from "../format-time.ts";
import { sayQuietDays } from "../say-quiet-days.ts";
import { sectionBlock } from "./section-block.ts";

/** Why a known denial is told once more, or what a new one took the place of; nothing for one without a past. */
export function recurrenceBlocks(alert: DenialAlert): readonly KnownBlock[] {
  const since = formatTime(alert.firstSeenAt);
  const first = since === null ? "" : `, first on ${since}`;
  const total = `${formatCount(alert.count, "time")} in all${first}`;
  switch (alert.kind) {
    case "new-denial": {
      const { predecessor } = alert;
      if (predecessor === undefined || predecessor === null) return [];
      const before = reasonPhrases[predecessor.denyType][predecessor.policyType];
      const id = codeSpan(fingerprintPrefix(predecessor), 40);
      return [sectionBlock(`🔀 *The reason has changed.* Before: ${before} (${id}).`)];
    }
    case "again": {
      return [sectionBlock(`🔁 *Back after ${sayQuietDays(alert.quietDays)}:* ${total}.`)];
    }
    case "grown": {
      const told =
        alert.toldCount === null || alert.toldCount < 1
          ? ""
          : ` It was ${alert.toldCount.toLocaleString("en-US")} when you were last told.`;
      return [sectionBlock(`📈 *It keeps happening:* ${total}.${told}`)];
    }
  }
}
