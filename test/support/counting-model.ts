import { expect } from "vitest";
import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { epochSeconds, type RecordedDenial } from "../../shared/history/occurrence.ts";

/** Counting as one would do it with all the memory in the world: a list of what was counted. */
export interface CountingModel {
  /** How many of these were not counted before. */
  count(denials: readonly RecordedDenial[], hiddenBy: string | null): number;
  /** The entry says of its counts what the list says. */
  check(entry: HistoryEntry | null): void;
  readonly ids: readonly string[];
}

interface Counted {
  readonly seconds: number;
  readonly hiddenBy: string | null;
}

export function createCountingModel(): CountingModel {
  const counted = new Map<string, Counted>();
  return {
    get ids() {
      return [...counted.keys()];
    },
    count(denials, hiddenBy) {
      const before = counted.size;
      for (const denial of denials) {
        const seconds = epochSeconds(denial.occurredAt);
        if (counted.has(denial.dedupeId)) continue;
        counted.set(denial.dedupeId, { seconds, hiddenBy });
      }
      return counted.size - before;
    },
    check(entry) {
      const all = [...counted.values()];
      const times = all.map(({ seconds }) => seconds);
      const hidden = all.filter(({ hiddenBy }) => hiddenBy !== null);
      const hiders = [...new Set(hidden.map(({ hiddenBy }) => hiddenBy ?? ""))];
      expect({
        count: entry?.count,
        firstSeenSeconds: entry?.firstSeenSeconds,
        lastSeenSeconds: entry?.lastSeenSeconds,
        hiddenCount: entry?.hiddenCount,
        hours: [...(entry?.countByHour ?? [])].sort(byPeriod),
        days: [...(entry?.countByDay ?? [])].sort(byPeriod),
        hiders: [...(entry?.hiddenCounts ?? [])].map(([by, { count }]) => [by, count]).sort(),
        damage: entry?.damage,
      }).toEqual({
        count: all.length,
        firstSeenSeconds: least(times),
        lastSeenSeconds: -least(times.map((time) => -time)),
        hiddenCount: hidden.length,
        hours: sumBy(times, 3600).slice(-168),
        days: sumBy(times, 86_400).slice(-60),
        hiders: hiders.map((by) => [by, all.filter((one) => one.hiddenBy === by).length]).sort(),
        damage: null,
      });
    },
  };
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Infinity);
}

function byPeriod([a]: readonly number[], [b]: readonly number[]): number {
  return (a ?? 0) - (b ?? 0);
}

function sumBy(times: readonly number[], secondsInPeriod: number): readonly [number, number][] {
  const sums = new Map<number, number>();
  for (const time of times) {
    const period = Math.floor(time / secondsInPeriod);
    sums.set(period, (sums.get(period) ?? 0) + 1);
  }
  return [...sums].sort(byPeriod);
}
