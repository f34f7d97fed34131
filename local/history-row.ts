import { nameOfAccount } from "../shared/config/account-names.ts";
import { callerName } from "../shared/denial/caller-name.ts";
import type { HistoryEntry } from "../shared/history/known-denial.ts";
import { maskSecrets } from "../shared/redaction/mask-secrets.ts";
import { buildTitle } from "../shared/remediation/build-title.ts";
import { showInvisible } from "../shared/slack/show-invisible.ts";

/** One denial as the history panel lists it. Times are ISO 8601, UTC; texts are for people, and never markup. */
export interface HistoryRow {
  readonly fingerprint: string;
  readonly title: string;
  readonly count: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly status: string;
  readonly severity: string;
  readonly denyType: string;
  /** The real culprit, where the message names two. */
  readonly policyType: string;
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  readonly account: string;
  /** As the config names it; empty where it does not. */
  readonly accountName: string;
  readonly region: string;
  readonly service: string;
  /** Occurrences by day, oldest first; the last is today, UTC. */
  readonly trend: readonly number[];
}

const trendDays = 14;
const longestText = 300;

/** What the panel's list needs of a denial; `now` ends its trend, and names of accounts are by id. */
export function buildHistoryRow(
  entry: HistoryEntry,
  now: Date,
  accountNames: Readonly<Record<string, string>>,
): HistoryRow {
  const { sample } = entry;
  const { reason, action } = sample;
  const today = Math.floor(now.getTime() / 86_400_000);
  const name = action.iamAction ?? action.text ?? sample.eventName;
  return {
    fingerprint: entry.fingerprint,
    title: shown(buildTitle(sample)),
    count: entry.count,
    firstSeenAt: new Date(entry.firstSeenSeconds * 1000).toISOString(),
    lastSeenAt: new Date(entry.lastSeenSeconds * 1000).toISOString(),
    status: entry.status,
    severity: sample.severity,
    denyType: reason.denyType,
    policyType: reason.via ?? reason.policyType,
    who: shown(callerName(sample.principal)),
    action: shown(name),
    resource: shown(sample.resource.text),
    account: shown(sample.account),
    accountName: shown(nameOfAccount(accountNames, sample.account)),
    region: shown(sample.region),
    service: shown(action.iamAction?.split(":")[0] ?? sample.eventSource?.split(".")[0]),
    trend: Array.from({ length: trendDays }, (_, index) => {
      return entry.countByDay.get(today - trendDays + 1 + index) ?? 0;
    }),
  };
}

/** An event's text as one that hides nothing and gives nothing away; empty for none. */
function shown(text: string | null | undefined): string {
  return showInvisible(maskSecrets(text ?? ""))
    .slice(0, longestText)
    .toWellFormed();
}
