/** By so many occurrences, a copy may come after its original and is still known. */
export const digestsKept = 1000;

/** Between the digests that were moved at once and those of another time; no event's but once in 2^64. */
const betweenMoves = "AAAAAAAAAAA";

/**
 * Digests of counted events, those counted earlier first: the newest `digestsKept` of them are kept, and more. A set has
 * no order, so that of those that were moved at once all are kept or none.
 */
export function keepDigests(older: readonly string[], newer: readonly string[]): readonly string[] {
  const isMarked = older.length > 0 && newer.length > 0;
  const all = isMarked ? [...older, betweenMoves, ...newer] : [...older, ...newer];
  let [from, kept] = [all.length, 0];
  while (from > 0 && (kept < digestsKept || all[from - 1] !== betweenMoves)) {
    from -= 1;
    if (all[from] !== betweenMoves) kept += 1;
  }
  return all.slice(from);
}

/** Whether it is an event's, and not what is between them. */
export function isEventDigest(digest: string): boolean {
  return digest !== betweenMoves;
}
