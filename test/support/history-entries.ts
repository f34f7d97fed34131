import { deniedCalls } from "../../local/samples/denied-calls.ts";
import { buildRecord } from "../../local/samples/sample-call.ts";
import { readRecord } from "../../shared/cloudtrail/read-record.ts";
import { explainRecord } from "../../shared/denial/explain-record.ts";
import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { isRecorded, type RecordedDenial } from "../../shared/history/occurrence.ts";
import { buildDenial, type DenialOverrides } from "./denials.ts";

export const entryNow = new Date("2026-03-15T12:00:00Z");
const nowSeconds = entryNow.getTime() / 1000;
const day = 86_400;

export interface EntryOverrides extends Partial<Omit<HistoryEntry, "sample">> {
  readonly sample?: DenialOverrides;
  /** Occurrences by days before `entryNow`; sets the counts and the times. */
  readonly daysAgo?: Readonly<Record<number, number>>;
}

/** A history entry that was told once, seen an hour ago, with the given parts replaced. */
export function buildEntry({ sample, daysAgo, ...overrides }: EntryOverrides = {}): HistoryEntry {
  const fingerprint = overrides.fingerprint ?? "fp1_0123456789abcdef";
  return {
    ...withDays(daysAgo ?? { 0: 1 }),
    fingerprint,
    sample: { ...buildDenial({ ...sample, fingerprint }) } as RecordedDenial,
    ...overrides,
  };
}

/** One entry for each of the local alerter's sample denials: some new, some old, some that stopped, some hidden. */
export function buildSampleEntries(): readonly HistoryEntry[] {
  return deniedCalls.flatMap((call, index) => {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
    const read = readRecord(buildRecord(call, entryNow, () => id));
    if (read.kind === "malformed") throw new Error(read.problem);
    const denial = explainRecord(read.record);
    if (!isRecorded(denial)) throw new Error(`no time: ${call.title}`);
    const hidden = index % 10 === 5;
    return [
      {
        ...withDays(daysOf(index)),
        fingerprint: denial.fingerprint,
        sample: denial,
        ...(hidden
          ? {
              status: "muted" as const,
              hiddenBy: "m-1a2b3c4d",
              hiddenCount: 3,
              toldAtSeconds: null,
            }
          : {}),
      },
    ];
  });
}

function daysOf(index: number): Readonly<Record<number, number>> {
  const loudness = 1 + ((index * 7) % 11) ** 2;
  if (index % 5 === 4) return { 8: loudness, 9: 2, 12: 1 };
  if (index % 3 === 0) return { 0: loudness, 2: (index % 4) + 1 };
  return { 0: 2, 1: loudness, 3: index % 6, 5: loudness, 9: 3 };
}

function withDays(
  daysAgo: Readonly<Record<number, number>>,
): Omit<HistoryEntry, "fingerprint" | "sample"> {
  const days = Object.entries(daysAgo)
    .map(([ago, count]) => ({ ago: Number(ago), count }))
    .filter(({ count }) => count > 0);
  const latest = Math.min(...days.map(({ ago }) => ago));
  const earliest = Math.max(...days.map(({ ago }) => ago));
  const firstSeenSeconds = nowSeconds - earliest * day - 7200;
  return {
    count: days.reduce((sum, { count }) => sum + count, 0),
    firstSeenSeconds,
    lastSeenSeconds: nowSeconds - latest * day - 3600,
    status: "told",
    leaseUntilMilliseconds: 0,
    alertKind: "new",
    quietDays: null,
    pendingChannels: null,
    toldAtSeconds: firstSeenSeconds + 2,
    toldCount: 1,
    hiddenCount: 0,
    hiddenBy: null,
    lastHiddenSeconds: null,
    hiddenCounts: new Map(),
    countByHour: new Map([[Math.floor(nowSeconds / 3600) - 1, 1]]),
    countByDay: new Map(days.map(({ ago, count }) => [Math.floor(nowSeconds / day) - ago, count])),
    regions: [],
    sessions: { values: [], hasMore: false },
    persons: { values: [], hasMore: false },
    samples: [],
    predecessor: null,
    formerFingerprint: null,
    laterFingerprint: null,
    damage: null,
  };
}
