import { buildDigest } from "./build-digest.ts";
import { claimDigest } from "./claim-digest.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import { type DigestSpan, dueDigest } from "./due-digest.ts";
import { findHiderUse } from "./find-hider-use.ts";
import type { MuteUse } from "./find-stale-mutes.ts";
import { insist } from "./insist.ts";
import { postInSpace } from "./post-in-space.ts";
import { mostWaitMilliseconds } from "./reserve-space.ts";
import { forgetFailures } from "./post-message.ts";
import { type DigestEntries, readDigestEntries } from "./read-digest-entries.ts";

const leaseMilliseconds = 5 * 60_000;

/**
 * Tells each channel the digest that is due by its schedule, once: claim, post, mark. One that Slack did not take is due
 * again when the channel is free; a process that is killed leaves a lease that runs out. The names of the channels that
 * were told.
 */
export async function tellDigests(
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<readonly string[]> {
  const told: string[] = [];
  // Most channels are told of the same days.
  const read = new Map<string, DigestEntries>();
  for (const channel of services.channelNames) {
    if (remainingMilliseconds() < mostWaitMilliseconds) break;
    const due = dueDigest(services.digestOf(channel), services.now());
    const span = due === null ? null : await claim(channel, due, services);
    if (span === null) continue;
    const days = `${span.from.toISOString()}/${span.to.toISOString()}`;
    const found = read.get(days) ?? (await readDigestEntries(span, services));
    read.set(days, found);
    if (await tell(channel, span, found, services, remainingMilliseconds)) told.push(channel);
  }
  return told;
}

async function claim(
  channel: string,
  due: DigestSpan,
  { channels, now }: DeliveryServices,
): Promise<DigestSpan | null> {
  return await channels.change(channel, (state) => {
    const { span, next } = claimDigest(state, due, now().getTime(), leaseMilliseconds);
    return { answer: span, next };
  });
}

async function tell(
  channel: string,
  span: DigestSpan,
  { entries, sinceSeconds, isComplete }: DigestEntries,
  services: DeliveryServices,
  remaining: () => number,
): Promise<boolean> {
  const { channels, now, mutes, benign, quietDays, accountNameOf, channelsFor } = services;
  const builder = await services.messages();
  const digest = buildDigest({
    ...span,
    now: now(),
    entries: entries.filter((entry) => channelsFor(entry.sample, null).includes(channel)),
    isComplete,
    mutes: mutes.map((mute) => ({ ...mute, ...useOf(mute, entries, sinceSeconds) })),
    benign,
    quietDays,
    accountNameOf,
  });
  const outcome = await postInSpace(channel, builder.buildDigest(digest), services, remaining);
  const mark = () =>
    channels.change(channel, (state) => ({
      answer: null,
      next: {
        ...state,
        digest:
          outcome.kind === "told"
            ? { toldTo: span.to.getTime(), leaseUntil: 0 }
            : {
                toldTo: state.digest?.toldTo ?? span.from.getTime(),
                leaseUntil: outcome.dueMilliseconds,
              },
      },
    }));
  await (outcome.kind === "told" ? insist(mark, services, remaining) : mark());
  await forgetFailures(channel, outcome, services);
  services.telemetry.info("Handled a digest", { channel, outcome: outcome.kind });
  return outcome.kind === "told";
}

/** What a mute hid before nobody looked at: that it was idle is known since then only. */
function useOf(
  { id, inForceSinceSeconds }: DeliveryServices["mutes"][number],
  entries: DigestEntries["entries"],
  sinceSeconds: number,
): Pick<MuteUse, "lastHidSeconds" | "inForceSinceSeconds"> {
  return {
    lastHidSeconds: findHiderUse(id, entries).lastHidSeconds,
    inForceSinceSeconds:
      inForceSinceSeconds === null ? null : Math.max(inForceSinceSeconds, sinceSeconds),
  };
}
