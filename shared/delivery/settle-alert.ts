import type { ClaimedAlert, DeliveryServices } from "./delivery-services.ts";
import { insist } from "./insist.ts";
import type { MessageOutcome } from "./message-outcome.ts";

export type DeliveryOutcome =
  | { readonly kind: "told" }
  /** Slack did not take it, its turn is too far off, or it waits for a summary: it stays pending. */
  | { readonly kind: "pending"; readonly reason: string };

/** What became of an alert in one channel. A `waiting` one needs no write: it is due when the claim's lease ends. */
export type ChannelOutcome = MessageOutcome | { readonly kind: "waiting"; readonly reason: string };

/**
 * Writes down what became of a claimed alert: told everywhere, or pending for the channels that are left. As long as there
 * is time, where it was told in one.
 */
export async function settleAlert(
  alert: Pick<
    ClaimedAlert,
    "kind" | "count" | "toldCount" | "leaseUntilMilliseconds" | "denial" | "firstSeenSeconds"
  >,
  outcomes: readonly (readonly [channel: string, outcome: ChannelOutcome])[],
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<DeliveryOutcome> {
  const { history, telemetry, events, now } = services;
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
    const mark = () => history.markTold(fingerprint, alert.leaseUntilMilliseconds, told);
    await insist(mark, services, remainingMilliseconds);
    events.add((build) => build.buildAlertEvent("Denial Alert Told", alert.kind, alert));
    return { kind: "told" };
  }
  telemetry.count("AlertsPending");
  const isToldInOne = left.length < outcomes.length;
  if (isToldInOne || left.some(([, { kind }]) => kind === "not-told")) {
    // Where one channel is held back, the others are not.
    const dues = left.map(([, outcome]) =>
      outcome.kind === "not-told" ? outcome.dueMilliseconds : now().getTime(),
    );
    const postponement = {
      dueMilliseconds: Math.min(...dues),
      channels: left.map(([channel]) => channel),
    };
    const postpone = () =>
      history.postponeAlert(fingerprint, alert.leaseUntilMilliseconds, postponement);
    await (isToldInOne ? insist(postpone, services, remainingMilliseconds) : postpone());
  }
  return { kind: "pending", reason: first[1].kind === "told" ? "" : first[1].reason };
}
