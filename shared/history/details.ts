import { type HiddenCounts, mergeHiddenCounts } from "./hidden-counts.ts";
import { digestsKept, keepDigests } from "./keep-digests.ts";
import type { DistinctValues } from "./known-denial.ts";
import type { OccurrenceSample } from "./occurrence-sample.ts";

/** Of a fingerprint, what is not needed for counting it. Each part is bounded; merging keeps the bounds. */
export interface Details {
  readonly regions: readonly string[];
  readonly sessions: DistinctValues;
  readonly persons: DistinctValues;
  /** Oldest first. */
  readonly samples: readonly OccurrenceSample[];
  readonly countByHour: ReadonlyMap<number, number>;
  readonly countByDay: ReadonlyMap<number, number>;
  readonly hiddenCounts: HiddenCounts;
  /** Digests of counted events, as `keepDigests` keeps them; those of schema version 1 apart. */
  readonly digests: readonly string[];
  readonly digestsV1: readonly string[];
}

const firstSamplesKept = 3;
const newestSamplesKept = 7;
const distinctKept = 50;
const hoursKept = 7 * 24;
const daysKept = 60;

const none: DistinctValues = { values: [], hasMore: false };
export const noDetails: Details = {
  regions: [],
  sessions: none,
  persons: none,
  samples: [],
  countByHour: new Map(),
  countByDay: new Map(),
  hiddenCounts: new Map(),
  digests: [],
  digestsV1: [],
};

/** What occurrences of these samples add: where, and by whom. */
export function detailsOfSamples(samples: readonly OccurrenceSample[]): Details {
  const all = keepSamples(samples);
  return {
    ...noDetails,
    samples: all,
    regions: distinct(samples.map(({ region }) => region)).values,
    sessions: distinct(samples.map(({ sessionName }) => sessionName)),
    persons: distinct(samples.map(({ person }) => person)),
  };
}

/** Both together; `newer` was counted later. */
export function mergeDetails(older: Details, newer: Details): Details {
  return {
    regions: distinct([...older.regions, ...newer.regions]).values,
    sessions: mergeDistinct(older.sessions, newer.sessions),
    persons: mergeDistinct(older.persons, newer.persons),
    samples: keepSamples([...older.samples, ...newer.samples]),
    countByHour: addCounts(older.countByHour, newer.countByHour, hoursKept),
    countByDay: addCounts(older.countByDay, newer.countByDay, daysKept),
    hiddenCounts: mergeHiddenCounts(older.hiddenCounts, newer.hiddenCounts),
    digests: keepDigests(older.digests, newer.digests),
    digestsV1: [...older.digestsV1, ...newer.digestsV1].slice(-digestsKept),
  };
}

function keepSamples(samples: readonly OccurrenceSample[]): readonly OccurrenceSample[] {
  const byId = new Map(samples.map((sample) => [sample.eventId, sample]));
  const sorted = [...byId.values()].sort((a, b) => a.seconds - b.seconds);
  if (sorted.length <= firstSamplesKept + newestSamplesKept) return sorted;
  return [...sorted.slice(0, firstSamplesKept), ...sorted.slice(-newestSamplesKept)];
}

function distinct(values: readonly (string | null)[]): DistinctValues {
  const all = [...new Set(values.filter((value) => value !== null))];
  return { values: all.slice(0, distinctKept), hasMore: all.length > distinctKept };
}

function mergeDistinct(older: DistinctValues, newer: DistinctValues): DistinctValues {
  const { values, hasMore } = distinct([...older.values, ...newer.values]);
  return { values, hasMore: hasMore || older.hasMore || newer.hasMore };
}

/** Sums by period; of more than are kept, the oldest are let go. */
function addCounts(
  a: ReadonlyMap<number, number>,
  b: ReadonlyMap<number, number>,
  kept: number,
): ReadonlyMap<number, number> {
  const sums = new Map(a);
  for (const [period, count] of b) sums.set(period, (sums.get(period) ?? 0) + count);
  return new Map([...sums].sort(([one], [other]) => one - other).slice(-kept));
}
