import { deniedService } from "../../shared/delivery/denied-service.ts";
import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import type { HistoryFilter } from "./history-filter.ts";

export const rankings = [
  "principal",
  "action",
  "policy-type",
  "account",
  "service",
  "resource",
] as const;
export type Ranking = (typeof rankings)[number];

export interface Rank {
  readonly name: string;
  /** Different fingerprints. */
  readonly problems: number;
  /** Denied calls on the days asked for; counts are kept by the day, in UTC. */
  readonly occurrences: number;
  /** ISO 8601, UTC. */
  readonly lastSeen: string;
}

const names: Readonly<Record<Ranking, (sample: HistoryEntry["sample"]) => string | null>> = {
  principal: ({ principal: { key, person } }) => (person === null ? key : `${person} as ${key}`),
  action: ({ action }) => action.iamAction ?? action.text,
  "policy-type": ({ reason }) => reason.via ?? reason.policyType,
  account: ({ account }) => account,
  service: (sample) => deniedService(sample),
  resource: ({ resource }) => resource.normalised,
};

/** Entries that have something in common, the most calls first. */
export function rankBy(
  ranking: Ranking,
  entries: readonly HistoryEntry[],
  { sinceSeconds = 0, untilSeconds = Infinity }: HistoryFilter,
  now: Date,
): readonly Rank[] {
  const [first, last] = [sinceSeconds, Math.min(untilSeconds, now.getTime() / 1000)].map((time) =>
    Math.floor(time / 86_400),
  );
  const countOf = ({ countByDay }: HistoryEntry): number =>
    [...countByDay].reduce(
      (sum, [day, count]) => (day >= (first ?? 0) && day <= (last ?? 0) ? sum + count : sum),
      0,
    );
  const groups = Map.groupBy(entries, ({ sample }) => names[ranking](sample) ?? "not told");
  return [...groups]
    .map(([name, group]) => ({
      name,
      problems: group.length,
      occurrences: group.reduce((sum, entry) => sum + countOf(entry), 0),
      lastSeen: new Date(
        Math.max(...group.map(({ lastSeenSeconds }) => lastSeenSeconds)) * 1000,
      ).toISOString(),
    }))
    .sort((a, b) => b.occurrences - a.occurrences || b.problems - a.problems);
}
