import { countedItemBytes } from "./apply-occurrences.ts";
import { type DenialItem, itemVersion, numberOf } from "./denial-item.ts";
import { itemSize } from "./item-size.ts";

/** From so many occurrences in one write on, an item of a few kilobytes is cheaper than moving what it holds. */
const manyOccurrences = 10;
const batchedItemBytes = 4096;

/**
 * Whether the item has outgrown its size, is of an older schema, or outlives its second item. `after` is what it becomes
 * by `added` occurrences.
 */
export function isTidyingDue(before: DenialItem, after: DenialItem, added: number): boolean {
  const secondTtl = numberOf(before["sx"]);
  const most = added < manyOccurrences ? countedItemBytes : batchedItemBytes;
  return (
    numberOf(before["v"]) !== itemVersion ||
    (itemSize(after) > most && itemSize(before) > most / 2) ||
    (secondTtl !== null && secondTtl < (numberOf(after["ttl"]) ?? 0))
  );
}
