import { principalDigest } from "../history/denial-item.ts";
import type { HistoryEntry } from "../history/known-denial.ts";
import { channelsOf } from "./channels-of.ts";
import type { DeliveryServices } from "./delivery-services.ts";

export interface PendingAlerts {
  /** Nobody is at them, and they are to be told in one of the channels asked for; at most 1,000 or so. */
  readonly due: readonly HistoryEntry[];
  /** All that were looked at, due or not. */
  readonly waiting: number;
  /** Since when the oldest of these waits, epoch seconds; null for none. */
  readonly oldestSeconds: number | null;
  /** Whether more new denials of a principal (its digest) are pending for a channel than are due, or may be. */
  readonly isComing: (channel: string, principal: string) => boolean;
}

const pageSize = 200;
/** Due alerts that one run takes on; more wait for the next minute. */
const mostDue = 1000;
/** Kept for telling what was found. */
const reserveMilliseconds = 25_000;

/**
 * The pending alerts that can be told in these channels now. It reads on past whatever is held or is for other channels,
 * so that a webhook that is gone, and what piles up for it, keeps nothing back that others are to be told.
 */
export async function listDue(
  channels: readonly string[],
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<PendingAlerts> {
  const { history, now } = services;
  const due: HistoryEntry[] = [];
  let waiting = 0;
  let oldestSeconds: number | null = null;
  const leased = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await history.listPage(
      { by: "status", status: "pending" },
      { limit: pageSize, cursor },
    );
    for (const entry of page.entries) {
      waiting += 1;
      oldestSeconds = Math.min(oldestSeconds ?? Infinity, pendingSince(entry));
      if (entry.leaseUntilMilliseconds > now().getTime()) {
        if (entry.alertKind !== "new") continue;
        const principal = principalDigest(entry.sample.principal.key);
        for (const name of channelsOf(entry, services)) leased.add(`${name} ${principal}`);
        continue;
      }
      if (channelsOf(entry, services).some((name) => channels.includes(name))) due.push(entry);
    }
    ({ cursor } = page);
  } while (
    cursor !== null &&
    due.length < mostDue &&
    remainingMilliseconds() > reserveMilliseconds
  );
  const isCutShort = cursor !== null;
  return {
    due,
    waiting,
    oldestSeconds,
    isComing: (channel, principal) => isCutShort || leased.has(`${channel} ${principal}`),
  };
}

/** When a known one became pending again is not kept; it was at its last occurrence or before. */
function pendingSince({ alertKind, firstSeenSeconds, lastSeenSeconds }: HistoryEntry): number {
  return alertKind === "new" ? firstSeenSeconds : lastSeenSeconds;
}
