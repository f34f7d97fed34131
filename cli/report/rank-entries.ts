import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import type { Report, ReportRank } from "./report.ts";
import { countBuckets, sum, type TimeBuckets } from "./time-buckets.ts";

const mostRanks = 8;

/** Who was denied, what, and where, the most occurrences first. */
export function rankEntries(
  entries: readonly HistoryEntry[],
  buckets: TimeBuckets,
  accountNameOf: (account: string | null) => string | null,
): Pick<Report, "principals" | "actions" | "accounts"> {
  return {
    principals: rank(entries, buckets, ({ sample: { principal } }) => ({
      name: principal.person ?? principal.name,
      note: principal.key === principal.name ? null : principal.key,
    })),
    actions: rank(entries, buckets, ({ sample: { action, eventName } }) => ({
      name: action.iamAction ?? action.text ?? eventName ?? "not told",
      note: null,
    })),
    accounts: rank(entries, buckets, ({ sample: { account } }) => {
      const name = accountNameOf(account);
      return name === null ? { name: account ?? "not told", note: null } : { name, note: account };
    }),
  };
}

function rank(
  entries: readonly HistoryEntry[],
  buckets: TimeBuckets,
  nameOf: (entry: HistoryEntry) => Pick<ReportRank, "name" | "note">,
): readonly ReportRank[] {
  const groups = Map.groupBy(entries, (entry) => JSON.stringify(nameOf(entry)));
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const occurrences = sum(group.map((entry) => sum(countBuckets(entry, buckets))));
      return [{ ...nameOf(first), problems: group.length, occurrences }];
    })
    .sort((a, b) => b.occurrences - a.occurrences || b.problems - a.problems)
    .slice(0, mostRanks);
}
