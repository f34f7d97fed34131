import { type HiddenEntry, hidersOf } from "./hiders-of.ts";

/** What a mute or a benign entry was good for. */
export interface HiderUse {
  /** Denials that it ever hid an occurrence of. */
  readonly denials: number;
  /** The occurrences that it hid. */
  readonly occurrences: number;
  /** When it last hid one, epoch seconds; null for never. */
  readonly lastHidSeconds: number | null;
}

/** The use of the mute or benign entry of this id, by the counts that are kept for each. */
export function findHiderUse(id: string, entries: readonly HiddenEntry[]): HiderUse {
  const uses = entries.flatMap((entry) => hidersOf(entry).get(id) ?? []);
  return {
    denials: uses.length,
    occurrences: uses.reduce((sum, { count }) => sum + count, 0),
    lastHidSeconds: uses.reduce<number | null>(
      (last, { lastSeconds }) => Math.max(last ?? 0, lastSeconds),
      null,
    ),
  };
}
