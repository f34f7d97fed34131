import { type DenialItem, digestSetsV1, numberOf } from "./denial-item.ts";
import type { Details } from "./details.ts";
import { digestsOf } from "./details-of-item.ts";
import { digestV1, eventDigest } from "./event-digest.ts";
import type { Occurrences } from "./occurrence.ts";

/** One occurrence that the item has not counted. */
export interface FreshOccurrence {
  readonly dedupeId: string;
  readonly digest: string;
  readonly seconds: number;
}

/** The occurrences that are not in the item, nor in its details where those are given. `item` is null for a new one. */
export function findFresh(
  item: DenialItem | null,
  details: Details | null,
  { dedupeIds, timesSeconds }: Pick<Occurrences, "dedupeIds" | "timesSeconds">,
): readonly FreshOccurrence[] {
  const digests = new Set<string>();
  const fresh = dedupeIds.flatMap((dedupeId, index) => {
    const digest = eventDigest(dedupeId);
    // Two of one digest are one: a set takes it once, and its item not at all if it is there twice.
    if (digests.has(digest)) return [];
    digests.add(digest);
    return [{ dedupeId, digest, seconds: timesSeconds[index] ?? 0 }];
  });
  if (item === null) return fresh;
  const known = new Set([...digestsOf(item), ...(details?.digests ?? [])]);
  const knownV1 = new Set([
    ...digestSetsV1.flatMap((name) => item[name]?.SS ?? []),
    ...(details?.digestsV1 ?? []),
  ]);
  return fresh.filter(({ digest }) => !known.has(digest) && !knownV1.has(digestV1(digest)));
}

/** Whether one of these may be a copy of what the details know. */
export function needsDetails(item: DenialItem, fresh: readonly FreshOccurrence[]): boolean {
  const movedTo = numberOf(item["q"]) ?? 0;
  return fresh.some(({ seconds }) => seconds <= movedTo);
}
