import type { HistoryEntry } from "./known-denial.ts";

/** Told of each part of an item that cannot be read, in words. */
export type OnDamage = (what: string) => void;

/** Told of each entry that was read and is damaged. */
export type OnDamagedEntry = (entry: HistoryEntry) => void;

/** For those who go on with what is left. */
export function ignoreDamage(): void {
  // Counting goes on; whoever reads the entry says it.
}

/** What `read` gives, or else, with a word about it, `otherwise`: one broken part of an item hides none of the rest. */
export function readOr<Value>(
  read: () => Value,
  otherwise: Value,
  what: string,
  onDamage: OnDamage,
): Value {
  try {
    return read();
  } catch {
    onDamage(what);
    return otherwise;
  }
}
