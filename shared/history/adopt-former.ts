import { withRoom } from "./apply-occurrences.ts";
import type { Hidden } from "./count-settings.ts";
import {
  addNumber,
  countsOf,
  dayAttribute,
  type DenialItem,
  generationOf,
  hourAttribute,
  numberOf,
  secondsPerDay,
  secondsPerHour,
  setNumber,
} from "./denial-item.ts";
import { type Details, mergeDetails, noDetails } from "./details.ts";
import { buildDetailsItem, readDetails } from "./details-item.ts";
import { detailsOfItem } from "./details-of-item.ts";
import { findFresh, type FreshOccurrence } from "./find-fresh.ts";
import { hiddenAtAttribute, hiddenAttribute } from "./hidden-counts.ts";
import type { ItemPair } from "./item-pair.ts";
import type { Occurrences } from "./occurrence.ts";

/** What an item takes over from the one that an earlier version kept of the same denial. Write `second` first. */
export interface Adoption extends ItemPair {
  readonly second: DenialItem;
  /** Of the occurrences that made it new, those that the former item had not counted. */
  readonly added: number;
}

/**
 * The new items with their past: what was told, since when it is known, which events were counted, and the counts,
 * unless another fingerprint took those already (an upgrade may split one in two). `occurrences` are those that made the
 * item, `hidden` what kept them quiet.
 */
export function adoptFormer(
  { item, second }: ItemPair,
  formerFingerprint: string,
  former: ItemPair,
  occurrences: Occurrences,
  hidden: Hidden | null,
  keepDays: number,
): Adoption {
  const next: DenialItem = { ...item, fm: { S: formerFingerprint } };
  const moved = readDetails(former.item, former.second);
  const all = findFresh(null, null, occurrences);
  const fresh = findFresh(former.item, moved, occurrences);
  const freshIds = new Set(fresh.map(({ dedupeId }) => dedupeId));
  for (const copy of all.filter(({ dedupeId }) => !freshIds.has(dedupeId))) {
    uncount(next, copy, hidden);
  }
  const past = mergeDetails(moved, { ...detailsOfItem(former.item), countByDay: new Map() });
  const isFirst = former.item["nx"] === undefined;
  if (isFirst) {
    for (const name of ["n", "hn"]) addNumber(next, name, numberOf(former.item[name]) ?? 0);
    // Deciding looks at the last days, so that these stay in the first item.
    for (const [day, count] of countsOf(former.item, "y")) {
      addNumber(next, dayAttribute(day), count);
    }
  }
  takeTimes(next, former.item);
  takeAlert(next, former.item);
  addNumber(next, "z", 1);
  setNumber(next, "g", generationOf(item) + 1);
  const ttl = (numberOf(item["ttl"]) ?? 0) + keepDays * secondsPerDay;
  setNumber(next, "sx", ttl);
  const { fingerprint } = occurrences;
  const kept = isFirst ? past : digestsOnly(past);
  return {
    item: withRoom(next),
    second: buildDetailsItem(fingerprint, item, second, kept, ttl),
    added: fresh.length,
  };
}

function digestsOnly({ digests, digestsV1 }: Details): Details {
  return { ...noDetails, digests, digestsV1 };
}

function takeTimes(next: DenialItem, former: DenialItem): void {
  const first = Math.min(numberOf(next["f"]) ?? 0, numberOf(former["f"]) ?? Infinity);
  const formerLast = numberOf(former["l"]) ?? 0;
  const last = Math.max(numberOf(next["l"]) ?? 0, formerLast);
  setNumber(next, "f", first);
  setNumber(next, "w", Math.floor(first / secondsPerDay));
  setNumber(next, "l", last);
  setNumber(next, "d", Math.floor(last / secondsPerDay));
  // What the former item had counted is known by the second item.
  setNumber(next, "q", Math.max(numberOf(next["q"]) ?? 0, formerLast));
}

/** What was not told yet is told of the new item, by whoever holds its claim. */
function takeAlert(next: DenialItem, former: DenialItem): void {
  const isUntold = former["s"]?.S === "pending";
  const taken = isUntold ? ["k", "qd", "t", "tn"] : ["s", "o", "k", "t", "tn", "hb"];
  for (const name of taken) {
    const value = former[name];
    if (value !== undefined) next[name] = value;
  }
}

function uncount(item: DenialItem, { seconds }: FreshOccurrence, hidden: Hidden | null): void {
  const names = [
    "n",
    hourAttribute(Math.floor(seconds / secondsPerHour)),
    dayAttribute(Math.floor(seconds / secondsPerDay)),
    ...(hidden === null ? [] : ["hn", hiddenAttribute(hidden.by)]),
  ];
  for (const name of names) {
    addNumber(item, name, -1);
    if (numberOf(item[name]) === 0 && name !== "n") Reflect.deleteProperty(item, name);
  }
  if (hidden !== null && item[hiddenAttribute(hidden.by)] === undefined) {
    Reflect.deleteProperty(item, hiddenAtAttribute(hidden.by));
  }
}
