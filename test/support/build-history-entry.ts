import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { buildDenial } from "./denials.ts";

/** An entry of one occurrence that was told, with the given parts replaced. */
export function buildHistoryEntry(overrides: Partial<HistoryEntry> = {}): HistoryEntry {
  const sample = overrides.sample ?? (buildDenial() as HistoryEntry["sample"]);
  const seconds = Date.parse(sample.occurredAt) / 1000;
  return {
    fingerprint: sample.fingerprint,
    count: 1,
    firstSeenSeconds: seconds,
    lastSeenSeconds: seconds,
    status: "told",
    leaseUntilMilliseconds: 0,
    alertKind: "new",
    quietDays: null,
    pendingChannels: null,
    toldAtSeconds: seconds,
    toldCount: 1,
    hiddenCount: 0,
    hiddenBy: null,
    lastHiddenSeconds: null,
    hiddenCounts: new Map(),
    countByHour: new Map([[Math.floor(seconds / 3600), 1]]),
    countByDay: new Map([[Math.floor(seconds / 86_400), 1]]),
    sample,
    regions: sample.region === null ? [] : [sample.region],
    sessions: { values: [], hasMore: false },
    persons: { values: [], hasMore: false },
    samples: [],
    predecessor: null,
    formerFingerprint: null,
    laterFingerprint: null,
    damage: null,
    ...overrides,
  };
}
