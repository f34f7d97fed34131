import { findFresh, type FreshOccurrence, withRoom } from "./apply-occurrences.ts";
import {
  addNumber,
  countsOf,
  dayAttribute,
  type DenialItem,
  hourAttribute,
  numberOf,
  secondsPerDay,
  secondsPerHour,
  setNumber,
} from "./denial-item.ts";
import { addHidden, hiddenCountsOf } from "./hidden-counts.ts";
import type { Occurrences } from "./occurrence.ts";

/** What an item takes over from the one that an earlier version kept of the same denial. */
export interface Adoption {
  readonly item: DenialItem;
  /** Of the occurrences that made it new, those that the former item had not counted. */
  readonly added: number;
}

/**
 * The new item with its past: what was told, since when it is known, and the counts, unless another fingerprint took
 * those already (an upgrade may split one in two). `occurrences` are those that made it.
 */
export function adoptFormer(
  item: DenialItem,
  former: DenialItem,
  formerFingerprint: string,
  occurrences: Occurrences,
): Adoption {
  const next: DenialItem = { ...item, fm: { S: formerFingerprint } };
  const all = findFresh(null, null, occurrences);
  const fresh = findFresh(former, null, occurrences);
  for (const copy of all.filter(({ digest }) => !fresh.some((one) => one.digest === digest))) {
    uncount(next, copy);
  }
  if (former["nx"] === undefined) {
    for (const [by, { count, lastSeconds }] of hiddenCountsOf(former)) {
      addHidden(next, by, count, lastSeconds);
    }
    for (const name of ["n", "hn"]) addNumber(next, name, numberOf(former[name]) ?? 0);
    for (const [hour, count] of countsOf(former, "h")) addNumber(next, hourAttribute(hour), count);
    for (const [day, count] of countsOf(former, "y")) addNumber(next, dayAttribute(day), count);
  }
  const first = Math.min(numberOf(item["f"]) ?? 0, numberOf(former["f"]) ?? Infinity);
  const last = Math.max(numberOf(item["l"]) ?? 0, numberOf(former["l"]) ?? 0);
  setNumber(next, "f", first);
  setNumber(next, "w", Math.floor(first / secondsPerDay));
  setNumber(next, "l", last);
  setNumber(next, "d", Math.floor(last / secondsPerDay));
  // What was not told yet is told of the new item, by whoever holds its claim.
  const isUntold = former["s"]?.S === "pending";
  const taken = isUntold ? ["k", "qd", "t", "tn"] : ["s", "o", "k", "t", "tn", "hb"];
  for (const name of taken) {
    const value = former[name];
    if (value !== undefined) next[name] = value;
  }
  addNumber(next, "z", 1);
  return { item: withRoom(next), added: fresh.length };
}

function uncount(item: DenialItem, { seconds }: FreshOccurrence): void {
  addNumber(item, "n", -1);
  addNumber(item, hourAttribute(Math.floor(seconds / secondsPerHour)), -1);
  addNumber(item, dayAttribute(Math.floor(seconds / secondsPerDay)), -1);
}
