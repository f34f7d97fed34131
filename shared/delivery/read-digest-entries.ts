import { alertStatuses, type HistoryEntry } from "../history/known-denial.ts";
import type { DenialPages } from "../history/list-pages.client.ts";
import type { DigestSpan } from "./due-digest.ts";
import { trendDays } from "./digest-days.ts";
import { staleAfterDays } from "./find-stale-mutes.ts";

export interface DigestEntries {
  readonly entries: readonly HistoryEntry[];
  /** Those last seen before were not looked at, epoch seconds. */
  readonly sinceSeconds: number;
  /** False where there was more than was read. */
  readonly isComplete: boolean;
}

/** Denials of one status, and new ones, that a digest looks at. */
const mostRead = 1000;
const secondsPerDay = 86_400;

/**
 * What a digest is made of, each denial once: those of each status that were seen last, as far back as a trend, a stale
 * mute or a denial that has stopped within the span may reach. What is new within it is asked for by itself, so that no
 * number of known denials that were seen since keeps it out.
 */
export async function readDigestEntries(
  { from, to }: DigestSpan,
  {
    history,
    quietDays,
  }: {
    readonly history: Pick<DenialPages, "listPage" | "listNewPage">;
    readonly quietDays: number;
  },
): Promise<DigestEntries> {
  const [fromSeconds, toSeconds] = [from.getTime() / 1000, to.getTime() / 1000];
  const daysBack = Math.max(trendDays, quietDays, staleAfterDays);
  const sinceSeconds = fromSeconds - daysBack * secondsPerDay;
  const since = { fromSeconds: sinceSeconds, limit: mostRead };
  const pages = [
    await history.listNewPage({ fromSeconds, toSeconds: toSeconds - 1, limit: mostRead }),
  ];
  for (const status of alertStatuses) {
    pages.push(await history.listPage({ by: "status", status }, since));
  }
  // One whose status changes while this reads may be on two pages; the later one is of now.
  const entries = pages.flatMap((page) => page.entries);
  const byFingerprint = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  return {
    entries: [...byFingerprint.values()],
    sinceSeconds,
    isComplete: pages.every(({ cursor }) => cursor === null),
  };
}
