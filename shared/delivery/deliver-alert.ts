import { principalDigest } from "../history/denial-item.ts";
import type { HistoryEntry } from "../history/known-denial.ts";
import { awaitTurn } from "./await-turn.ts";
import type { ClaimedAlert, DeliveryServices } from "./delivery-services.ts";
import { forgetFailures, postMessage } from "./post-message.ts";
import { reserveMilliseconds } from "./reserve-space.ts";
import { shortDenialId } from "./short-denial-id.ts";
import { type ChannelOutcome, type DeliveryOutcome, settleAlert } from "./settle-alert.ts";
import { type Burst, takeTurn } from "./take-turn.ts";
import { toldOfBurst } from "./told-of-burst.ts";

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
  const settled = await settleAlert(alert, outcomes, services, remainingMilliseconds);
  if (failures.length > 0) throw failures[0];
  if (settled.kind === "pending") await services.history.keepPredecessor(alert.denial.fingerprint);
  for (const [channel, outcome] of outcomes) await forgetFailures(channel, outcome, services);
  return settled;
}

async function deliverTo(
  channel: string,
  alert: ClaimedAlert,
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<ChannelOutcome> {
  const { channels, limits, now, messages } = services;
  const wait = Math.min(mostWaitMilliseconds, remainingMilliseconds() - reserveMilliseconds);
  const principal = principalDigest(alert.denial.principal.key);
  const { turn, burst, failures } = await channels.change(channel, (state) => {
    const request = {
      principal,
      denial: shortDenialId(alert.denial.fingerprint),
      isNew: alert.kind === "new",
      mostWaitMilliseconds: wait,
    };
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
  const heldBack = await awaitTurn(channel, turn.at, services);
  if (heldBack !== null) return heldBack;
  const builder = await messages();
  const message =
    turn.kind === "opens-burst" && burst !== null
      ? builder.buildBurst(await knownOfBurst(channel, alert, burst, services), burst)
      : builder.buildAlert(alert);
  const outcome = await postMessage(channel, message, failures, services, remainingMilliseconds);
  if (outcome.kind === "told" && turn.kind === "opens-burst" && burst !== null) {
    services.events.add((build) =>
      build.buildBurstEvent("Denial Burst Opened", channel, alert.denial, burst),
    );
  }
  return outcome;
}

/**
 * What the channel was told of the burst, oldest first, and last the one that the message is to tell, which no index may
 * show yet.
 */
async function knownOfBurst(
  channel: string,
  { denial: { fingerprint, principal } }: ClaimedAlert,
  burst: Burst,
  services: DeliveryServices,
): Promise<readonly HistoryEntry[]> {
  const known = await toldOfBurst(channel, principalDigest(principal.key), burst, 50, services);
  const own = await services.history.find(fingerprint);
  return known
    .filter((entry) => entry.fingerprint !== fingerprint)
    .toSorted((a, b) => a.firstSeenSeconds - b.firstSeenSeconds)
    .concat(own ?? []);
}
