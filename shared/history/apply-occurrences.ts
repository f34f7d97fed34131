import { marksOf } from "./choose-samples.ts";
import type { CountSettings, Hidden } from "./count-settings.ts";
import {
  addNumber,
  dayAttribute,
  type DenialItem,
  denialKey,
  hourAttribute,
  indexAttributes,
  itemVersion,
  numberOf,
  secondsPerDay,
  secondsPerHour,
  setNumber,
} from "./denial-item.ts";
import type { FreshOccurrence } from "./find-fresh.ts";
import { addHidden } from "./hidden-counts.ts";
import { itemSize } from "./item-size.ts";
import type { RecordedDenial } from "./occurrence.ts";
import { digestsKept } from "./keep-digests.ts";
import { packSample, sampleOf } from "./occurrence-sample.ts";
import { packDenial } from "./pack-denial.ts";

/**
 * Up to this size, in bytes, an item is written without a look at it. An update is billed by the kilobyte; what is
 * left of that is for what telling and muting write.
 */
export const countedItemBytes = 920;

/** The item with these occurrences counted, each at its own time. `latest` is what a new item shows, `sampled` are those of which more is kept. */
export function applyOccurrences(
  item: DenialItem | null,
  latest: RecordedDenial,
  fresh: readonly FreshOccurrence[],
  sampled: readonly RecordedDenial[],
  hidden: Hidden | null,
  now: Date,
  settings: CountSettings,
): DenialItem {
  const next: DenialItem = { ...(item ?? newItem(latest, hidden, now, settings)) };
  for (const { seconds } of fresh) {
    addNumber(next, hourAttribute(Math.floor(seconds / secondsPerHour)), 1);
    addNumber(next, dayAttribute(Math.floor(seconds / secondsPerDay)), 1);
  }
  addNumber(next, "n", fresh.length);
  addNumber(next, "z", 1);
  const times = fresh.map(({ seconds }) => seconds);
  if (hidden !== null) {
    addNumber(next, "hn", fresh.length);
    next["hb"] = { S: hidden.by };
    addHidden(
      next,
      hidden.by,
      fresh.length,
      times.reduce((a, b) => Math.max(a, b), 0),
    );
  }
  const last = times.reduce((a, b) => Math.max(a, b), numberOf(next["l"]) ?? 0);
  const first = times.reduce((a, b) => Math.min(a, b), numberOf(next["f"]) ?? last);
  setNumber(next, "l", last);
  setNumber(next, "d", Math.floor(last / secondsPerDay));
  setNumber(next, "f", first);
  setNumber(next, "w", Math.floor(first / secondsPerDay));
  setNumber(next, "ttl", Math.max(numberOf(next["ttl"]) ?? 0, expiryOf(last, now, settings)));
  const digests = fresh
    .slice(-digestsKept)
    .map(({ digest }) => new Uint8Array(Buffer.from(digest, "base64url")));
  next["i"] = { BS: [...(next["i"]?.BS ?? []), ...digests] };
  if (sampled.length > 0) {
    const samples = sampled.map((denial) => packSample(sampleOf(denial)));
    next["m"] = { BS: distinctBytes([...(next["m"]?.BS ?? []), ...samples]) };
    next["u"] = { SS: [...new Set([...(next["u"]?.SS ?? []), ...sampled.flatMap(marksOf)])] };
  }
  return withRoom(next);
}

/** Samples are cut, so that two of one second may be the same. */
function distinctBytes(all: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(all.map((bytes) => [Buffer.from(bytes).toString("base64"), bytes])).values()];
}

/** The item with what is left of `countedItemBytes` written into it. */
export function withRoom(item: DenialItem): DenialItem {
  const next: DenialItem = { ...item, b: { N: "0" } };
  setNumber(next, "b", countedItemBytes - itemSize(next));
  return next;
}

/** When an item may go, in epoch seconds: a time after its last occurrence, or after the last one was counted. */
export function expiryOf(lastSeconds: number, now: Date, { keepDays }: CountSettings): number {
  return Math.max(lastSeconds, Math.floor(now.getTime() / 1000)) + keepDays * secondsPerDay;
}

function firstState(hidden: Hidden | null, now: Date, settings: CountSettings): DenialItem {
  if (hidden !== null) return { s: { S: hidden.status }, o: { N: "0" } };
  return { s: { S: "pending" }, o: { N: String(now.getTime() + settings.leaseMilliseconds) } };
}

function newItem(
  denial: RecordedDenial,
  hidden: Hidden | null,
  now: Date,
  settings: CountSettings,
): DenialItem {
  return {
    ...denialKey(denial.fingerprint),
    ...indexAttributes(denial),
    v: { N: String(itemVersion) },
    ...firstState(hidden, now, settings),
    q: { N: "0" },
    g: { N: String(now.getTime()) },
    u: { SS: [...new Set(marksOf(denial))] },
    x: { B: packDenial(denial) },
  };
}
