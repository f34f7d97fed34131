import type { Entry } from "./entry.ts";
import type { Item } from "./item.ts";

/** What an input was found to hold at a position, not explained yet; `place` names it in messages. */
export type Unexplained =
  /** The JSON of one record, not parsed yet. */
  | {
      readonly kind: "json";
      readonly position: number;
      readonly place: string;
      readonly text: string;
    }
  | {
      readonly kind: "entry";
      readonly position: number;
      readonly place: string;
      readonly entry: Entry;
    };

export type Finding = Unexplained | Exclude<Item, { readonly kind: "denial" }>;

/** Some findings of an input, in order. */
export interface FoundBatch {
  readonly findings: readonly Finding[];
  /** Positions that the input has taken so far. */
  readonly positions: number;
  /** Bytes of the input file read so far, for the progress shown; 0 where unknown. */
  readonly bytesRead: number;
}
