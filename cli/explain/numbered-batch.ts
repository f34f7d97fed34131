import type { Item } from "./item.ts";

/** Items of the whole input, in order. */
export interface NumberedBatch {
  readonly items: readonly Item[];
  /** Positions taken by the inputs before; an item's number is this and its own position. */
  readonly before: number;
  /** Positions taken so far. */
  readonly positions: number;
  /** Bytes of the inputs read so far, packed where they are packed. */
  readonly bytesRead: number;
}
