import type { DenialItem } from "./denial-item.ts";

/** A fingerprint's two items; it has no second one until the first is tidied. */
export interface ItemPair {
  readonly item: DenialItem;
  readonly second: DenialItem | null;
}
