import { principalDigest } from "../history/denial-item.ts";
import type { HistoryEntry } from "../history/known-denial.ts";
import type { ClaimedAlert, DeliveryServices } from "./delivery-services.ts";
import { isQuiet } from "./is-quiet.ts";
import {
  forgetFailures,
  type MessageOutcome,
  postMessage,
  reserveMilliseconds,
} from "./post-message.ts";
import { type Burst, takeTurn } from "./take-turn.ts";

export type DeliveryOutcome =
  | { readonly kind: "told" }
  /** Slack did not take it, its turn is too far off, or it waits for a summary: it stays pending. */
  | { readonly kind: "pending"; readonly reason: string };

/** What became of an alert in one channel. A `waiting` one needs no write: it is due when the claim's lease ends. */
export type ChannelOutcome = MessageOutcome | { readonly kind: "waiting"; readonly reason: string };

/** A burst's first denial was seen before it was posted. */
const burstMarginSeconds = 600;
/** How long an alert waits for its turn within an invocation. */
const mostWaitMilliseconds = 5_000;

/**
 * Posts a claimed alert to its channels, in its turn, and writes down what became of it. The claim is the safety net:
 * whatever fails here, or kills the process, leaves the alert pending, and it is due again when the lease runs out.
 */
export async function deliverAlert(
  alert: ClaimedAlert,
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<DeliveryOutcome> {
  const outcomes: (readonly [string, ChannelOutcome])[] = [];
  const failures: unknown[] = [];
  for (const channel of alert.channels) {
    try {
      outcomes.push([channel, await deliverTo(channel, alert, services, remainingMilliseconds)]);
    } catch (error) {
      // What was told in the channels before must be written down first, or it would be told there again.
      failures.push(error);
      outcomes.push([channel, { kind: "waiting", reason: "the table could not be reached" }]);
    }
  }
  const settled = await settleAlert(alert, outcomes, services);
  if (failures.length > 0) throw failures[0];
  if (settled.kind === "pending") await services.history.keepPredecessor(alert.denial.fingerprint);
  for (const [channel, outcome] of outcomes) await forgetFailures(channel, outcome, services);
  return settled;
}

/** Writes down what became of a claimed alert: told everywhere, or pending for the channels that are left. */
export async function settleAlert(
  alert: Pick<
    ClaimedAlert,
    "kind" | "count" | "leaseUntilMilliseconds" | "denial" | "firstSeenSeconds"
  >,
  outcomes: readonly (readonly [channel: string, outcome: ChannelOutcome])[],
  { history, telemetry, events, now }: DeliveryServices,
): Promise<DeliveryOutcome> {
  const { fingerprint } = alert.denial;
  const left = outcomes.filter(([, { kind }]) => kind !== "told");
  const [first] = left;
  if (first === undefined) {
    telemetry.count("AlertsSent");
    if (alert.kind === "new") {
      const seconds = (now().getTime() - Date.parse(alert.denial.occurredAt)) / 1000;
      telemetry.measure("AlertLatency", Math.max(0, seconds));
    }
    const told = { kind: alert.kind, count: alert.count, at: now() };
    await history.markTold(fingerprint, alert.leaseUntilMilliseconds, told);
    events.add((build) => build.buildAlertEvent("Denial Alert Told", alert.kind, alert));
    return { kind: "told" };
  }
  telemetry.count("AlertsPending");
  const dues = left.flatMap(([, outcome]) =>
    outcome.kind === "not-told" ? [outcome.dueMilliseconds] : [],
  );
  if (dues.length > 0 || left.length < outcomes.length) {
    await history.postponeAlert(fingerprint, alert.leaseUntilMilliseconds, {
      dueMilliseconds: dues.length > 0 ? Math.min(...dues) : now().getTime(),
      channels: left.map(([channel]) => channel),
    });
  }
  return { kind: "pending", reason: first[1].kind === "told" ? "" : first[1].reason };
}

async function deliverTo(
  channel: string,
  alert: ClaimedAlert,
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<ChannelOutcome> {
  const { channels, limits, now, sleep, messages } = services;
  const wait = Math.min(mostWaitMilliseconds, remainingMilliseconds() - reserveMilliseconds);
  const principal = principalDigest(alert.denial.principal.key);
  const { turn, burst, failures } = await channels.change(channel, (state) => {
    const request = { principal, isNew: alert.kind === "new", mostWaitMilliseconds: wait };
    const taken = takeTurn(state, request, now().getTime(), limits);
    return {
      answer: {
        turn: taken.turn,
        burst: taken.next?.bursts[principal] ?? null,
        failures: state.failures,
      },
      next: taken.next,
    };
  });
  if (turn.kind === "held") return { kind: "waiting", reason: `held by the ${turn.by}` };
  if (turn.kind === "taken") return { kind: "waiting", reason: "the channel has no free turn" };
  await sleep(turn.at - now().getTime());
  const builder = await messages();
  const message =
    turn.kind === "opens-burst" && burst !== null
      ? builder.buildBurst(await knownOfBurst(alert, burst, services), burst)
      : builder.buildAlert(alert);
  const outcome = await postMessage(channel, message, failures, services, remainingMilliseconds);
  if (outcome.kind === "told" && turn.kind === "opens-burst" && burst !== null) {
    services.events.add((build) =>
      build.buildBurstEvent("Denial Burst Opened", channel, alert.denial, burst),
    );
  }
  return outcome;
}

/** The principal's denials, oldest first, and last the one that the message is to tell, which no index may show yet. */
async function knownOfBurst(
  { denial: { fingerprint, principal } }: ClaimedAlert,
  burst: Burst,
  { history }: DeliveryServices,
): Promise<readonly HistoryEntry[]> {
  const sinceSeconds = Math.floor(burst.since / 1000) - burstMarginSeconds;
  const known = await history.listByPrincipal(principal.key, { sinceSeconds, limit: 50 });
  const own = await history.find(fingerprint);
  return known
    .filter((entry) => entry.fingerprint !== fingerprint && !isQuiet(entry))
    .toSorted((a, b) => a.firstSeenSeconds - b.firstSeenSeconds)
    .concat(own ?? []);
}
