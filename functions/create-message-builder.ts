import type { ClaimedAlert, MessageBuilder } from "../shared/delivery/delivery-services.ts";
import type { HistoryEntry } from "../shared/history/known-denial.ts";
import { advise } from "../shared/remediation/advise.ts";
import type { DenialAlert } from "../shared/slack/alert.ts";
import { asPlainText } from "../shared/slack/as-plain-text.ts";
import { buildBacklogSummary } from "../shared/slack/build-backlog-summary.ts";
import { buildDenialMessage } from "../shared/slack/build-denial-message.ts";

const secondsPerDay = 86_400;

/** Alerts as Slack messages: the catalogue of hints and the messages' layout, loaded together. */
export function createMessageBuilder(
  accountNameOf: (account: string | null) => string | null,
): MessageBuilder {
  return {
    buildAlert: (alert) => buildDenialMessage(asAlert(alert)),
    buildBurst: (known) => summarise(known).message,
    buildBurstSummary: (held) => summarise(held),
    buildBurstClosed: (known) => summarise(known).message,
    buildBacklog: (entries) => summarise(entries),
    asPlainText,
  };

  function asAlert(alert: Omit<ClaimedAlert, "channels" | "leaseUntilMilliseconds">): DenialAlert {
    const { denial, count, firstSeenSeconds, seenBeforeSeconds, toldCount } = alert;
    const facts = {
      denial,
      advice: advise(denial),
      count,
      firstSeenAt: new Date(firstSeenSeconds * 1000).toISOString(),
      accountName: accountNameOf(denial.account),
    };
    switch (alert.kind) {
      case "new":
        return { kind: "new-denial", ...facts };
      case "grown":
        return { kind: "grown", ...facts, toldCount: toldCount === 0 ? null : toldCount };
      case "again":
        return { kind: "again", ...facts, quietDays: quietDays(denial, seenBeforeSeconds) };
    }
  }

  function summarise(entries: readonly HistoryEntry[]): ReturnType<MessageBuilder["buildBacklog"]> {
    const alerts = new Map(
      entries.map((entry) => [
        asAlert({
          kind: entry.alertKind,
          denial: entry.sample,
          count: entry.count,
          firstSeenSeconds: entry.firstSeenSeconds,
          seenBeforeSeconds: null,
          toldCount: entry.toldCount,
        }),
        entry,
      ]),
    );
    const { message, named } = buildBacklogSummary([...alerts.keys()]);
    return { message, named: named.flatMap((alert) => alerts.get(alert) ?? []) };
  }
}

function quietDays(
  { occurredAt }: ClaimedAlert["denial"],
  seenBeforeSeconds: number | null,
): number | null {
  if (seenBeforeSeconds === null) return null;
  return Math.floor((Date.parse(occurredAt) / 1000 - seenBeforeSeconds) / secondsPerDay);
}
