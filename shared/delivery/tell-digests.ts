import { alertStatuses, type HistoryEntry } from "../history/known-denial.ts";
import { buildDigest } from "./build-digest.ts";
import { claimDigest } from "./claim-digest.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { type DigestSpan, dueDigest } from "./due-digest.ts";
import { findHiderUse } from "./find-hider-use.ts";
import { staleAfterDays } from "./find-stale-mutes.ts";
import { mostWaitMilliseconds, postInSpace } from "./post-in-space.ts";
import { forgetFailures } from "./post-message.ts";

/** Denials of one status that a digest looks at; it says so where there are more. */
const mostOfStatus = 1000;
const leaseMilliseconds = 5 * 60_000;
const millisecondsPerDay = 86_400_000;
/** The days of a trend. */
const trendDays = 14;

/**
 * Tells each channel the digest that is due, once: claim, post, mark. One that Slack did not take is due again when the
 * channel is free; a process that is killed leaves a lease that runs out. The names of the channels that were told.
 */
export async function tellDigests(
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<readonly string[]> {
  const span = dueDigest(services.digest, services.now());
  if (span === null) return [];
  const told: string[] = [];
  let read: Promise<readonly HistoryEntry[][]> | null = null;
  for (const channel of services.channelNames) {
    if (remainingMilliseconds() < mostWaitMilliseconds) break;
    if (!(await claim(channel, span, services))) continue;
    read ??= readEntries(span, services);
    if (await tell(channel, span, await read, services, remainingMilliseconds)) told.push(channel);
  }
  return told;
}

async function claim(
  channel: string,
  { to }: DigestSpan,
  { channels, now }: DeliveryServices,
): Promise<boolean> {
  return await channels.change(channel, (state) => {
    const end = to.getTime();
    const { isClaimed, next } = claimDigest(state, end, now().getTime(), leaseMilliseconds);
    return { answer: isClaimed, next };
  });
}

/** By status. As far back as a trend, a stale mute or a denial that has stopped within the span may reach. */
async function readEntries(
  { from }: DigestSpan,
  { history, quietDays }: DeliveryServices,
): Promise<readonly HistoryEntry[][]> {
  const daysBack = Math.max(trendDays, quietDays, staleAfterDays);
  const sinceSeconds = from.getTime() / 1000 - daysBack * 86_400;
  const lists: HistoryEntry[][] = [];
  for (const status of alertStatuses) {
    lists.push([...(await history.listByStatus(status, { limit: mostOfStatus, sinceSeconds }))]);
  }
  return lists;
}

async function tell(
  channel: string,
  span: DigestSpan,
  lists: readonly HistoryEntry[][],
  services: DeliveryServices,
  remaining: () => number,
): Promise<boolean> {
  const { channels, now, mutes, benign, quietDays, accountNameOf, channelsFor } = services;
  const all = lists.flat();
  const builder = await services.messages();
  const digest = buildDigest({
    ...span,
    now: now(),
    entries: all.filter((entry) => channelsFor(entry.sample, null).includes(channel)),
    isComplete: lists.every(({ length }) => length < mostOfStatus),
    mutes: mutes.map((mute) => ({
      ...mute,
      lastHidSeconds: findHiderUse(mute.id, all).lastHidSeconds,
    })),
    benign,
    quietDays,
    accountNameOf,
  });
  const outcome = await postInSpace(channel, builder.buildDigest(digest), services, remaining);
  await channels.change(channel, (state) => ({
    answer: null,
    next: {
      ...state,
      digest:
        outcome.kind === "told"
          ? { toldTo: span.to.getTime(), leaseUntil: 0 }
          : {
              toldTo: state.digest?.toldTo ?? span.to.getTime() - millisecondsPerDay,
              leaseUntil: outcome.dueMilliseconds,
            },
    },
  }));
  await forgetFailures(channel, outcome, services);
  services.telemetry.info("Handled a digest", { channel, outcome: outcome.kind });
  return outcome.kind === "told";
}
