import { applyOccurrences } from "./apply-occurrences.ts";
import { chooseSamples, marksOf } from "./choose-samples.ts";
import type { CountSettings, Hidden } from "./count-settings.ts";
import { type DenialItem, numberOf, secondsPerDay } from "./denial-item.ts";
import { readDetails } from "./details-item.ts";
import { findFresh, type FreshOccurrence, needsDetails } from "./find-fresh.ts";
import { isTidyingDue } from "./is-tidying-due.ts";
import { metOf } from "./known-fingerprints.ts";
import { epochSeconds, type Occurrences, type RecordedDenial } from "./occurrence.ts";
import { tidyItem } from "./tidy-item.ts";

/** What counting occurrences comes to. */
export type CountPlan =
  | { readonly kind: "duplicate" }
  /** It cannot be said without the second item: copies are known by that one, or it takes what has no room. */
  | { readonly kind: "needs-second" }
  | {
      readonly kind: "write";
      /** To be written first, where the first item is tidied; else null. */
      readonly second: DenialItem | null;
      readonly item: DenialItem;
      readonly added: number;
      /** When the newest occurrence was that more than the id was kept of, epoch seconds. */
      readonly sampledAtSeconds: number;
    };

/** What was read of a fingerprint. */
export interface ReadItems {
  /** Null where there is none, or none that counts any more. */
  readonly item: DenialItem | null;
  /** Null where there is none; "unread" where nobody has looked. */
  readonly second: DenialItem | null | "unread";
  /** As `CountPlan` gave it when last counted; null where that is not known. */
  readonly sampledAtSeconds: number | null;
}

/** How the occurrences of one fingerprint are counted: each event once, with as much of them kept as there is room for. */
export function planCount(
  { item, second, sampledAtSeconds }: ReadItems,
  occurrences: Occurrences,
  hidden: Hidden | null,
  now: Date,
  settings: CountSettings,
): CountPlan {
  const { fingerprint, latest } = occurrences;
  const details = item === null || second === "unread" ? null : readDetails(item, second);
  const fresh = findFresh(item, details, occurrences);
  if (fresh.length === 0) return { kind: "duplicate" };
  const samples = sampleFresh(item, fresh, occurrences, sampledAtSeconds);
  const apply = (to: DenialItem | null): DenialItem =>
    applyOccurrences(to, latest, fresh, samples.sampled, hidden, now, settings);
  const { sampledAtSeconds: sampledAt } = samples;
  const write = { kind: "write", added: fresh.length, sampledAtSeconds: sampledAt } as const;
  const after = apply(item);
  if (item === null) return { ...write, second: null, item: after };
  const isUntidy = isTidyingDue(item, after, fresh.length);
  if (second === "unread" && (isUntidy || needsDetails(item, fresh))) {
    return { kind: "needs-second" };
  }
  if (second === "unread" || !isUntidy) return { ...write, second: null, item: after };
  const ttl = (numberOf(after["ttl"]) ?? 0) + settings.keepDays * secondsPerDay;
  const tidied = tidyItem(fingerprint, item, second, ttl);
  return { ...write, second: tidied.second, item: apply(tidied.item) };
}

/** Those of which more is kept than the id. A new item keeps its newest denial whole. */
function sampleFresh(
  item: DenialItem | null,
  fresh: readonly FreshOccurrence[],
  { denials, latest, timesSeconds }: Occurrences,
  sampledBefore: number | null,
): { readonly sampled: readonly RecordedDenial[]; readonly sampledAtSeconds: number } {
  const freshIds = new Set(fresh.map(({ dedupeId }) => dedupeId));
  const freshDenials = denials.filter(({ dedupeId }) => freshIds.has(dedupeId));
  const met =
    item === null
      ? { ...metOf({}, timesSeconds.at(-1) ?? 0), marks: new Set(marksOf(latest)) }
      : metOf(item, sampledBefore ?? numberOf(item["l"]) ?? 0);
  const sampled = chooseSamples(item === null ? freshDenials.slice(0, -1) : freshDenials, met);
  const times = sampled.map(({ occurredAt }) => epochSeconds(occurredAt));
  return { sampled, sampledAtSeconds: Math.max(met.sampledAtSeconds, ...times) };
}
