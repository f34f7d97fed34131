import { applyOccurrences, withRoom } from "../../shared/history/apply-occurrences.ts";
import { chooseSamples, marksOf } from "../../shared/history/choose-samples.ts";
import type { CountSettings, Hidden } from "../../shared/history/count-settings.ts";
import { type DenialItem, numberOf, secondsPerDay } from "../../shared/history/denial-item.ts";
import { type Details, mergeDetails } from "../../shared/history/details.ts";
import { detailsOfItem } from "../../shared/history/details-of-item.ts";
import { findFresh, type FreshOccurrence } from "../../shared/history/find-fresh.ts";
import { isEventDigest } from "../../shared/history/keep-digests.ts";
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
 * from whichever source: `ledger` and the item's own sets say which were. `item` is null for a fingerprint not met yet;
 * `details` is what its second item holds.
 */
export function planBackfill(
  item: DenialItem | null,
  details: Details,
  ledger: ReadonlySet<string>,
  occurrences: Occurrences,
  hidden: Hidden | null,
  settings: BackfillSettings,
): BackfillPlan {
  const inline = inlineEntries(item);
  const backfilled = new Set([...ledger, ...inline.map(({ digest }) => digest)]);
  const unheld = new Map(findFresh(item, details, occurrences).map((one) => [one.dedupeId, one]));
  const liveSince = liveSinceOf(item, settings.now);
  const forgotten = hasForgotten(item, details, backfilled);

  const fresh: (FreshOccurrence & { readonly entry: LedgerEntry })[] = [];
  let [known, leftToLive] = [0, 0];
  occurrences.dedupeIds.forEach((id, index) => {
    const seconds = occurrences.timesSeconds[index] ?? 0;
    const entry = { digest: ledgerDigest(id), bucket: ledgerBucket(seconds) };
    const one = unheld.get(id);
    if (one === undefined || backfilled.has(entry.digest)) known += 1;
    else if (forgotten && seconds >= liveSince) leftToLive += 1;
    else fresh.push({ ...one, entry });
  });
  const outcome = { isNew: item === null, known, leftToLive };
  if (fresh.length === 0) return { ...outcome, item: null, added: 0 };

  const sampled = sampledOf(item, fresh, occurrences);
  const { now, count } = settings;
  const counted = applyOccurrences(item, occurrences.latest, fresh, sampled, hidden, now, count);
  const entries = [...inline, ...fresh.map(({ entry }) => entry)];
  const next: DenialItem = {
    ...counted,
    i: { BS: [...(item?.["i"]?.BS ?? []), ...(counted["i"]?.BS ?? []).slice(-newestOf(fresh))] },
    ...alertState(item, counted, hidden, fresh.length, settings),
    [backfillAttributes.count]: number(
      (numberOf(item?.[backfillAttributes.count]) ?? 0) + fresh.length,
    ),
    [backfillAttributes.liveSince]: number(liveSince),
    [backfillAttributes.inline]: { SS: entries.map(formatLedgerEntry) },
  };
  return { ...outcome, item: withRoom(next), added: fresh.length };
}

/** As many of a backfill's events are known to live counting too, where they come live as well. */
const mostKnownLive = 100;

function newestOf(fresh: readonly FreshOccurrence[]): number {
  return Math.min(fresh.length, mostKnownLive);
}

function sampledOf(
  item: DenialItem | null,
  fresh: readonly FreshOccurrence[],
  occurrences: Occurrences,
): ReturnType<typeof chooseSamples> {
  const freshIds = new Set(fresh.map(({ dedupeId }) => dedupeId));
  const denials = occurrences.denials.filter(({ dedupeId }) => freshIds.has(dedupeId));
  const sampledAtSeconds = Infinity;
  const latest = denials.at(-1);
  if (item === null && latest !== undefined) {
    const marks = new Set(marksOf(latest));
    return chooseSamples(denials.slice(0, -1), { count: 1, marks, sampledAtSeconds });
  }
  const marks = new Set(item?.["u"]?.SS);
  return chooseSamples(denials, { count: numberOf(item?.["n"]) ?? 0, marks, sampledAtSeconds });
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

/** Whether live counting has counted more events than the two items still know by id. */
function hasForgotten(
  item: DenialItem | null,
  details: Details,
  backfilled: ReadonlySet<string>,
): boolean {
  if (item === null) return false;
  const live = (numberOf(item["n"]) ?? 0) - (numberOf(item[backfillAttributes.count]) ?? 0);
  const { digests, digestsV1 } = mergeDetails(details, detailsOfItem(item));
  const isLive = (length: number): ((digest: string) => boolean) => {
    const short = new Set([...backfilled].map((digest) => digest.slice(0, length)));
    return (digest) => !short.has(digest.slice(0, length));
  };
  // Digests of the ledger and of the items agree in their first 60 bits.
  const heldLive =
    digests.filter(isEventDigest).filter(isLive(10)).length + digestsV1.filter(isLive(7)).length;
  return live > heldLive;
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
