import { addNumber, type DenialItem, numberOf, setNumber } from "./denial-item.ts";

/** What one mute or benign entry kept quiet of a fingerprint: how often, and when last (epoch seconds). */
export interface HiddenCount {
  readonly count: number;
  readonly lastSeconds: number;
}

/** By the id of the mute or the benign entry. */
export type HiddenCounts = ReadonlyMap<string, HiddenCount>;

/** Of one fingerprint, so many are kept: those that hid last. */
const hidersKept = 50;

export const hiddenAttribute = (by: string): string => `H#${by}`;
export const hiddenAtAttribute = (by: string): string => `D#${by}`;

/** Counts in an item that is being built what was kept quiet. */
export function addHidden(item: DenialItem, by: string, added: number, lastSeconds: number): void {
  addNumber(item, hiddenAttribute(by), added);
  const before = numberOf(item[hiddenAtAttribute(by)]) ?? 0;
  setNumber(item, hiddenAtAttribute(by), Math.max(before, lastSeconds));
}

/** What the item itself has of them. */
export function hiddenCountsOf(item: DenialItem): HiddenCounts {
  const counts = new Map<string, HiddenCount>();
  for (const [name, value] of Object.entries(item)) {
    if (!name.startsWith("H#")) continue;
    const by = name.slice(2);
    const lastSeconds = numberOf(item[hiddenAtAttribute(by)]) ?? 0;
    counts.set(by, { count: numberOf(value) ?? 0, lastSeconds });
  }
  return counts;
}

/** Both together. */
export function mergeHiddenCounts(older: HiddenCounts, newer: HiddenCounts): HiddenCounts {
  const merged = new Map(older);
  for (const [by, { count, lastSeconds }] of newer) {
    const known = merged.get(by) ?? { count: 0, lastSeconds: 0 };
    merged.set(by, {
      count: known.count + count,
      lastSeconds: Math.max(known.lastSeconds, lastSeconds),
    });
  }
  const byTime = [...merged].sort(([, a], [, b]) => a.lastSeconds - b.lastSeconds);
  return new Map(byTime.slice(-hidersKept));
}
