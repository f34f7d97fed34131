import type { DenialItem } from "./denial-item.ts";
import type { KnownDenial, Predecessor } from "./known-denial.ts";

/** What counting found. `known` is the state before; for a duplicate, the state as it is. */
export type Counted =
  | {
      readonly kind: "new";
      readonly added: number;
      readonly leaseUntilMilliseconds: number;
      /** What the history holds of the same denial with another reason; null for nothing. */
      readonly predecessor: Predecessor | null;
    }
  | { readonly kind: "repeat"; readonly added: number; readonly known: KnownDenial }
  | Duplicate;

/** Each of the events was counted before. */
export interface Duplicate {
  readonly kind: "duplicate";
  readonly known: KnownDenial;
}

/** What a counting write found and left. */
export interface CountedWrite {
  readonly kind: "written";
  /** The item as it was; null for a new one. */
  readonly before: DenialItem | null;
  readonly after: DenialItem;
  readonly added: number;
}
