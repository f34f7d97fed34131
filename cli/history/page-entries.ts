import type { HistoryEntry } from "../../shared/history/known-denial.ts";
import { UsageError } from "../exit-codes.ts";

export const sortOrders = ["last-seen", "first-seen", "count"] as const;
export type SortOrder = (typeof sortOrders)[number];

export interface EntryPage {
  readonly entries: readonly HistoryEntry[];
  /** What `--next` takes for the page after this one; null where this is the last. */
  readonly next: string | null;
}

const values: Readonly<Record<SortOrder, (entry: HistoryEntry) => number>> = {
  "last-seen": ({ lastSeenSeconds }) => lastSeenSeconds,
  "first-seen": ({ firstSeenSeconds }) => firstSeenSeconds,
  count: ({ count }) => count,
};

/**
 * The first `limit` entries behind the place that `after` names, the largest value first. A place is a value and a
 * fingerprint, so that what comes in meanwhile moves no page; what is counted anew meanwhile may be seen again.
 */
export function pageEntries(
  entries: readonly HistoryEntry[],
  order: SortOrder,
  limit: number,
  after: string | null,
): EntryPage {
  const valueOf = values[order];
  const place = after === null ? null : readPlace(after, order);
  const sorted = entries
    .toSorted((a, b) => valueOf(b) - valueOf(a) || compare(a.fingerprint, b.fingerprint))
    .filter(
      (entry) =>
        place === null ||
        valueOf(entry) < place.value ||
        (valueOf(entry) === place.value && entry.fingerprint > place.fingerprint),
    );
  const shown = sorted.slice(0, limit);
  const last = shown.at(-1);
  return {
    entries: shown,
    next:
      last === undefined || sorted.length <= limit
        ? null
        : `${order}.${valueOf(last).toString(36)}.${last.fingerprint}`,
  };
}

function readPlace(
  text: string,
  order: SortOrder,
): { readonly value: number; readonly fingerprint: string } {
  const [, sorted, value, fingerprint] = /^([a-z-]+)\.([0-9a-z]+)\.(.+)$/.exec(text) ?? [];
  if (value === undefined || fingerprint === undefined) {
    throw new UsageError(`--next takes what the page before printed, not "${text}"`);
  }
  if (sorted !== order) {
    throw new UsageError(
      `--next "${text}" is of a list by ${sorted ?? ""}: give --sort ${sorted ?? ""}`,
    );
  }
  return { value: Number.parseInt(value, 36), fingerprint };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
