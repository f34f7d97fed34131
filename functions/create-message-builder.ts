import type { ClaimedAlert, MessageBuilder } from "../shared/delivery/delivery-services.ts";
import type { HistoryEntry } from "../shared/history/known-denial.ts";
import { newestDenial } from "../shared/history/newest-denial.ts";
import { findReconnaissance } from "../shared/delivery/find-reconnaissance.ts";
import type { Burst } from "../shared/delivery/take-turn.ts";
import { advise } from "../shared/remediation/advise.ts";
import type { BurstDenial, DenialAlert } from "../shared/slack/alert.ts";
import { asPlainText } from "../shared/slack/as-plain-text.ts";
import { buildBacklogSummary } from "../shared/slack/build-backlog-summary.ts";
import { buildBurstClosed } from "../shared/slack/build-burst-closed.ts";
import { buildBurstMessage } from "../shared/slack/build-burst-message.ts";
import { buildBurstSummary } from "../shared/slack/build-burst-summary.ts";
import { countServices } from "../shared/slack/burst/count-services.ts";
import { buildDigestMessage } from "../shared/slack/build-digest-message.ts";
import { buildDenialMessage } from "../shared/slack/build-denial-message.ts";

/** Alerts as Slack messages: the catalogue of hints and the messages' layout, loaded together. */
export function createMessageBuilder(
  accountNameOf: (account: string | null) => string | null,
): MessageBuilder {
  return {
    buildAlert: (alert) => buildDenialMessage(asAlert(alert)),
    buildBurst: (known, burst) =>
      // In the given order: the last one is the news.
      buildBurstMessage({ kind: "burst", ...burstFacts(known, burst, burst.named) }),
    buildBurstSummary: (held, others, burst, { isFirst, before }) => {
      const ordered = oldestFirst(held);
      const facts = burstFacts(ordered, burst, burst.named + held.length + others);
      const nextSummaryAt = new Date(burst.nextSummaryAt).toISOString();
      const summary = buildBurstSummary({
        kind: "burst-summary",
        ...facts,
        reconnaissance: findReconnaissance([...before.map(asBurstDenial), ...facts.denials]),
        others,
        isFirst,
        nextSummaryAt,
      });
      const entries = new Map<BurstDenial, HistoryEntry | undefined>(
        facts.denials.map((denial, place) => [denial, ordered[place]]),
      );
      return { ...summary, named: summary.named.flatMap((denial) => entries.get(denial) ?? []) };
    },
    buildBurstClosed: (known, burst, total) => {
      const facts = burstFacts(oldestFirst(known), burst, total);
      const lastSeconds = Math.max(...known.map(({ firstSeenSeconds }) => firstSeenSeconds));
      return buildBurstClosed({
        kind: "burst-closed",
        principal: facts.principal,
        account: facts.account,
        accountName: facts.accountName,
        since: facts.since,
        until: new Date(Math.max(burst.since, lastSeconds * 1000)).toISOString(),
        total: facts.total,
        services: countServices(facts.denials.map(({ denial }) => denial)),
      });
    },
    buildDigest: (digest) => buildDigestMessage({ kind: "digest", ...digest }),
    buildBacklog: (entries, others) => summarise(entries, others),
    asPlainText,
  };

  function asAlert(alert: Omit<ClaimedAlert, "channels" | "leaseUntilMilliseconds">): DenialAlert {
    const { denial, count, firstSeenSeconds, quietDays, toldCount } = alert;
    const facts = {
      denial,
      advice: advise(denial),
      count,
      firstSeenAt: new Date(firstSeenSeconds * 1000).toISOString(),
      accountName: accountNameOf(denial.account),
    };
    switch (alert.kind) {
      case "new":
        return { kind: "new-denial", ...facts, predecessor: alert.predecessor };
      case "grown":
        return { kind: "grown", ...facts, toldCount: toldCount === 0 ? null : toldCount };
      case "again":
        return { kind: "again", ...facts, quietDays };
    }
  }

  /** `known` is never empty: a burst is the denials of one principal. */
  function burstFacts(known: readonly HistoryEntry[], burst: Burst, total: number) {
    const denials = known.map(asBurstDenial);
    const newest = denials.at(-1)?.denial;
    if (newest === undefined) throw new Error("Cannot build a burst's message: it has no denials");
    return {
      principal: newest.principal,
      account: newest.account,
      accountName: accountNameOf(newest.account),
      since: new Date(burst.since).toISOString(),
      denials,
      total,
      reconnaissance: findReconnaissance(denials),
    };
  }

  function summarise(
    entries: readonly HistoryEntry[],
    others: number,
  ): ReturnType<MessageBuilder["buildBacklog"]> {
    const alerts = new Map(
      entries.map((entry) => [
        asAlert({
          kind: entry.alertKind,
          denial: newestDenial(entry),
          count: entry.count,
          firstSeenSeconds: entry.firstSeenSeconds,
          quietDays: entry.quietDays,
          toldCount: entry.toldCount,
          predecessor: entry.predecessor,
        }),
        entry,
      ]),
    );
    const { message, named } = buildBacklogSummary([...alerts.keys()], others);
    return { message, named: named.flatMap((alert) => alerts.get(alert) ?? []) };
  }
}

function asBurstDenial({ sample, count, predecessor }: HistoryEntry): BurstDenial {
  return { denial: sample, count, predecessor };
}

function oldestFirst(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return entries.toSorted((a, b) => a.firstSeenSeconds - b.firstSeenSeconds);
}
