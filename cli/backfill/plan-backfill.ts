import { applyOccurrences } from "../../shared/history/apply-occurrences.ts";
import type { CountSettings, Hidden } from "../../shared/history/count-settings.ts";
import {
  type DenialItem,
  digestBuckets,
  digestsPerBucket,
  numberOf,
  secondsPerDay,
} from "../../shared/history/denial-item.ts";
import { eventDigest } from "../../shared/history/event-digest.ts";
import type { Occurrences } from "../../shared/history/occurrence.ts";
import {
  formatLedgerEntry,
  ledgerBucket,
  ledgerDigest,
  parseLedgerEntry,
  type LedgerEntry,
} from "./ledger-entry.ts";

/** What a fingerprint's item holds of backfills; live counting leaves these as they are. */
export const backfillAttributes = {
  /** Occurrences that backfills counted: the others are live ones. */
  count: "bn",
  /** From when on live counting may have counted what it no longer knows by id, epoch seconds. */
  liveSince: "bs",
  /** Counted events that are not in the ledger yet: few stay here for good, many on their way there. */
  inline: "bi",
} as const;

/** With more than these an item's events move to the ledger: an item is billed by the kilobyte. */
export const mostInline = 16;

/** Late deliveries of EventBridge and Lambda come within a day. */
const lateDeliverySeconds = secondsPerDay;

export interface BackfillSettings {
  readonly count: CountSettings;
  /** New denials are to be told, not taken as seen. */
  readonly alert: boolean;
  readonly now: Date;
  readonly mostInWrite: number;
}

/** Occurrences in one write: what is on its way to the ledger is in the item, which may have 400 KB. */
export const mostInOneWrite = 4000;

export interface BackfillPlan {
  /** The item to write; null where nothing is to be counted. */
  readonly item: DenialItem | null;
  readonly isNew: boolean;
  readonly added: number;
  /** Counted before, by a backfill or live. */
  readonly known: number;
  /** In live counting's time, which has forgotten which events it counted: taken as counted. */
  readonly leftToLive: number;
}

/**
 * What a fingerprint's item becomes by a backfill's occurrences. Each event counts once, whatever was backfilled before
 * from whichever source: `ledger` and the item's own sets say which were. `item` is null for a fingerprint not met yet.
 */
export function planBackfill(
  item: DenialItem | null,
  ledger: ReadonlySet<string>,
  occurrences: Occurrences,
  hidden: Hidden | null,
  settings: BackfillSettings,
): BackfillPlan {
  const inline = inlineEntries(item);
  const backfilled = new Set([...ledger, ...inline.map(({ digest }) => digest)]);
  const held = new Set(digestBuckets.flatMap((bucket) => item?.[bucket]?.SS ?? []));
  const liveSince = liveSinceOf(item, settings.now);
  const forgotten = hasForgotten(item, held, backfilled);

  const fresh: { readonly id: string; readonly seconds: number; readonly entry: LedgerEntry }[] =
    [];
  let [known, leftToLive] = [0, 0];
  occurrences.dedupeIds.forEach((id, index) => {
    const seconds = occurrences.timesSeconds[index] ?? 0;
    const entry = { digest: ledgerDigest(id), bucket: ledgerBucket(seconds) };
    if (backfilled.has(entry.digest) || held.has(eventDigest(id))) known += 1;
    else if (forgotten && seconds >= liveSince) leftToLive += 1;
    else fresh.push({ id, seconds, entry });
  });
  const outcome = { isNew: item === null, known, leftToLive };
  const counted = applyOccurrences(
    item,
    {
      ...occurrences,
      dedupeIds: fresh.map(({ id }) => id),
      timesSeconds: fresh.map(({ seconds }) => seconds),
    },
    hidden,
    settings.now,
    settings.count,
  );
  if (counted === null) return { ...outcome, item: null, added: 0 };

  const entries = [...inline, ...fresh.map(({ entry }) => entry)];
  const next: DenialItem = {
    ...counted.item,
    ...digestsBehind(
      item,
      occurrences.dedupeIds.length === 0 ? [] : fresh.map(({ id }) => eventDigest(id)),
    ),
    ...alertState(item, counted.item, hidden, counted.added, settings),
    [backfillAttributes.count]: number(
      (numberOf(item?.[backfillAttributes.count]) ?? 0) + counted.added,
    ),
    [backfillAttributes.liveSince]: number(liveSince),
    [backfillAttributes.inline]: { SS: entries.map(formatLedgerEntry) },
  };
  return { ...outcome, item: next, added: counted.added };
}

/** The events in the item that are not in the ledger. */
export function inlineEntries(item: DenialItem | null): readonly LedgerEntry[] {
  return (item?.[backfillAttributes.inline]?.SS ?? []).map(parseLedgerEntry);
}

/** Live counting's first event where it was first; else what may still be on its way when a backfill was. */
function liveSinceOf(item: DenialItem | null, now: Date): number {
  if (item === null) return Math.floor(now.getTime() / 1000) - lateDeliverySeconds;
  return numberOf(item[backfillAttributes.liveSince]) ?? numberOf(item["f"]) ?? 0;
}

/** Whether live counting has counted more events than the item still knows by id. */
function hasForgotten(
  item: DenialItem | null,
  held: ReadonlySet<string>,
  backfilled: ReadonlySet<string>,
): boolean {
  if (item === null) return false;
  const live = (numberOf(item["n"]) ?? 0) - (numberOf(item[backfillAttributes.count]) ?? 0);
  const shortOnes = new Set([...backfilled].map((digest) => digest.slice(0, 7)));
  const heldLive = [...held].filter((digest) => !shortOnes.has(digest)).length;
  return live > heldLive;
}

/**
 * The item's sets with the backfilled digests behind the live ones, as far as there is room: an event that comes live
 * as well is known, and no live one is pushed out.
 */
function digestsBehind(item: DenialItem | null, fresh: readonly string[]): DenialItem {
  const [first, ...others] = digestBuckets;
  const kept = others.flatMap((bucket) => item?.[bucket]?.SS ?? []);
  const all = [...kept, ...fresh.toReversed()].slice(0, others.length * digestsPerBucket);
  const sets: DenialItem = {};
  if (item?.[first] !== undefined) sets[first] = item[first];
  others.forEach((bucket, index) => {
    const part = all.slice(index * digestsPerBucket, (index + 1) * digestsPerBucket);
    if (part.length > 0) sets[bucket] = { SS: part };
  });
  return sets;
}

/** Old news is taken as seen. What was told stays so, and its growth is measured from what it would have been. */
function alertState(
  item: DenialItem | null,
  next: DenialItem,
  hidden: Hidden | null,
  added: number,
  { alert, now }: BackfillSettings,
): DenialItem {
  if (item !== null) {
    const told = numberOf(item["tn"]) ?? 0;
    return told === 0 ? {} : { tn: number(told + added) };
  }
  if (hidden !== null) return {};
  if (alert) return { o: number(now.getTime()) };
  return { s: { S: "seen" }, o: number(0), tn: number(numberOf(next["n"]) ?? added) };
}

function number(value: number): { N: string } {
  return { N: String(value) };
}
