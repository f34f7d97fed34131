import type { CountSettings, Hidden } from "./count-settings.ts";
import {
  type DenialItem,
  dayAttribute,
  denialKey,
  digestBuckets,
  digestsPerBucket,
  holdsDigest,
  hourAttribute,
  indexAttributes,
  itemVersion,
  numberOf,
  periodOf,
  secondsPerDay,
  secondsPerHour,
} from "./denial-item.ts";
import { eventDigest } from "./event-digest.ts";
import type { Occurrences } from "./occurrence.ts";
import { packDenial } from "./pack-denial.ts";

const hoursKept = 24;
const daysKept = 14;

/**
 * The item after these occurrences: what of them is not yet in it counted, once and at its own time, and what is out
 * of its window let go. Null where all of them were counted before. `item` is null for a fingerprint not met yet.
 */
export function applyOccurrences(
  item: DenialItem | null,
  occurrences: Occurrences,
  hidden: Hidden | null,
  now: Date,
  settings: CountSettings,
): { readonly item: DenialItem; readonly added: number } | null {
  const fresh = occurrences.dedupeIds
    .map((id, index) => ({
      digest: eventDigest(id),
      seconds: occurrences.timesSeconds[index] ?? 0,
    }))
    .filter(({ digest }) => item === null || !holdsDigest(item, digest));
  if (fresh.length === 0) return null;

  const next: DenialItem = { ...(item ?? newItem(occurrences, hidden, now, settings)) };
  for (const { seconds } of fresh) {
    add(next, hourAttribute(Math.floor(seconds / secondsPerHour)), 1);
    add(next, dayAttribute(Math.floor(seconds / secondsPerDay)), 1);
  }
  add(next, "n", fresh.length);
  add(next, "z", 1);
  if (hidden !== null) {
    add(next, "hn", fresh.length);
    next["hb"] = { S: hidden.by };
  }
  const times = fresh.map(({ seconds }) => seconds);
  const last = Math.max(numberOf(next["l"]) ?? 0, ...times);
  const first = Math.min(numberOf(next["f"]) ?? last, ...times);
  set(next, "l", last);
  set(next, "d", Math.floor(last / secondsPerDay));
  set(next, "f", first);
  set(next, "w", Math.floor(first / secondsPerDay));
  set(next, "ttl", last + settings.keepDays * secondsPerDay);
  holdDigests(
    next,
    fresh.map(({ digest }) => digest),
  );
  dropOldPeriods(next, last);
  return { item: next, added: fresh.length };
}

/** Whether an item carries more than it needs: periods out of its window, or a first bucket that is full. */
export function needsTidying(item: DenialItem): boolean {
  const last = numberOf(item["l"]) ?? 0;
  const old = Object.keys(item).filter((name) => isOldPeriod(name, last)).length;
  return old > hoursKept || (item[digestBuckets[0]]?.SS?.length ?? 0) >= digestsPerBucket;
}

function newItem(
  { fingerprint, latest }: Occurrences,
  hidden: Hidden | null,
  now: Date,
  settings: CountSettings,
): DenialItem {
  return {
    ...denialKey(fingerprint),
    ...indexAttributes(latest),
    v: { N: String(itemVersion) },
    s: { S: hidden?.status ?? "pending" },
    o: { N: String(hidden === null ? now.getTime() + settings.leaseMilliseconds : 0) },
    x: { B: packDenial(latest) },
  };
}

/** New digests go in front; the oldest buckets fall off the end. */
function holdDigests(item: DenialItem, digests: readonly string[]): void {
  const kept = digestBuckets.flatMap((bucket) => item[bucket]?.SS ?? []);
  const newestFirst = [...digests].reverse().concat(kept);
  digestBuckets.forEach((bucket, index) => {
    // The first bucket is left empty enough for writes that do not read.
    const held =
      index === 0
        ? []
        : newestFirst.slice((index - 1) * digestsPerBucket, index * digestsPerBucket);
    if (held.length > 0) item[bucket] = { SS: held };
    else Reflect.deleteProperty(item, bucket);
  });
}

function dropOldPeriods(item: DenialItem, lastSeconds: number): void {
  for (const name of Object.keys(item)) {
    if (isOldPeriod(name, lastSeconds)) Reflect.deleteProperty(item, name);
  }
}

function isOldPeriod(name: string, lastSeconds: number): boolean {
  const hour = periodOf(name, "h");
  if (hour !== null) return hour <= Math.floor(lastSeconds / secondsPerHour) - hoursKept;
  const day = periodOf(name, "y");
  return day !== null && day <= Math.floor(lastSeconds / secondsPerDay) - daysKept;
}

function add(item: DenialItem, name: string, by: number): void {
  set(item, name, (numberOf(item[name]) ?? 0) + by);
}

function set(item: DenialItem, name: string, value: number): void {
  item[name] = { N: String(value) };
}
