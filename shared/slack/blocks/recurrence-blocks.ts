import type { KnownBlock } from "@slack/types";
import type { DenialAlert } from "../alert.ts";
import { formatCount } from "../format-count.ts";
import { formatTime } from "../format-time.ts";
import { sectionBlock } from "./section-block.ts";

/** Why a known denial is told once more; nothing for a new one. */
export function recurrenceBlocks(alert: DenialAlert): readonly KnownBlock[] {
  const since = formatTime(alert.firstSeenAt);
  const first = since === null ? "" : `, first on ${since}`;
  const total = `${formatCount(alert.count, "time")} in all${first}`;
  switch (alert.kind) {
    case "new-denial":
      return [];
    case "again": {
      const pause =
        alert.quietDays === null ? "a quiet time" : formatCount(alert.quietDays, "quiet day");
      return [sectionBlock(`🔁 *Back after ${pause}:* ${total}.`)];
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
