import type { AlertKind } from "../history/known-denial.ts";
import type { HistoryClient } from "../history/history.client.ts";
import type { RecordedDenial } from "../history/occurrence.ts";
import type { PostOutcome, SlackMessage, SlackPoster } from "../slack/message.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { WebhookSlots } from "./webhook-slots.client.ts";

/** An alert whose claim we hold. */
export interface ClaimedAlert {
  readonly kind: AlertKind;
  readonly denial: RecordedDenial;
  readonly count: number;
  readonly firstSeenSeconds: number;
  readonly leaseUntilMilliseconds: number;
}

export type DeliveryOutcome =
  | { readonly kind: "told" }
  /** Slack did not take it, or its turn is too far off: it stays pending. */
  | { readonly kind: "pending"; readonly reason: string };

export interface DeliveryServices {
  readonly history: Pick<HistoryClient, "markTold" | "postponeAlert">;
  readonly slots: WebhookSlots;
  readonly slack: SlackPoster;
  /** Loaded when the first alert is built: a repeat needs none of it. */
  readonly buildMessages: () => Promise<MessageBuilder>;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface MessageBuilder {
  buildAlert(alert: ClaimedAlert): SlackMessage;
  /** The same alert without blocks, for when Slack refuses them. */
  asPlainText(message: SlackMessage): SlackMessage;
}

/** The one webhook of today; routes will name others. */
const defaultWebhook = "default";
/** How long an alert waits for its turn within an invocation. */
const mostWaitMilliseconds = 5_000;
/** Kept back of the remaining time for writing down what became of the post. */
const reserveMilliseconds = 3_000;
const mostPostMilliseconds = 10_000;
const retryAfterFailureMilliseconds = 60_000;
const retryAfterRefusalMilliseconds = 15 * 60_000;

/**
 * Posts a claimed alert in its turn and writes down what became of it. The claim is the safety net: whatever fails
 * here, or kills the process, leaves the alert pending, and it is due again when the lease runs out.
 */
export async function deliverAlert(
  alert: ClaimedAlert,
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<DeliveryOutcome> {
  const { history, slots, telemetry, now, sleep } = services;
  const wait = Math.min(mostWaitMilliseconds, remainingMilliseconds() - reserveMilliseconds);
  const slot = await slots.reserve(defaultWebhook, now(), wait);
  if (slot.kind === "taken") {
    telemetry.count("AlertsPending");
    return { kind: "pending", reason: "the webhook has no free turn" };
  }
  await sleep(slot.atMilliseconds - now().getTime());

  const outcome = await post(alert, services, remainingMilliseconds);
  switch (outcome.kind) {
    case "sent":
      telemetry.count("AlertsSent");
      await history.markTold(alert.denial.fingerprint, alert.leaseUntilMilliseconds, {
        kind: alert.kind,
        count: alert.count,
        at: now(),
      });
      return { kind: "told" };
    case "rate-limited": {
      const until = now().getTime() + outcome.retryAfterSeconds * 1000;
      await slots.holdUntil(defaultWebhook, until);
      return await postpone(alert, services, until, "Slack said to wait");
    }
    case "refused":
      telemetry.count("WebhookRefused");
      telemetry.error("Cannot post to Slack: the webhook refuses; replace it", {
        reason: outcome.reason,
      });
      return await postpone(
        alert,
        services,
        now().getTime() + retryAfterRefusalMilliseconds,
        outcome.reason,
      );
    case "failed":
    case "invalid-message":
      telemetry.warn("Cannot post to Slack now; the alert stays pending", {
        reason: outcome.reason,
      });
      return await postpone(
        alert,
        services,
        now().getTime() + retryAfterFailureMilliseconds,
        outcome.reason,
      );
  }
}

async function post(
  alert: ClaimedAlert,
  { slack, buildMessages, telemetry }: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<PostOutcome> {
  const builder = await buildMessages();
  const message = builder.buildAlert(alert);
  const timeout = (): number =>
    Math.max(1, Math.min(mostPostMilliseconds, remainingMilliseconds() - reserveMilliseconds));
  const outcome = await slack.post(message, timeout());
  if (outcome.kind !== "invalid-message") return outcome;
  telemetry.count("MessagesInvalid");
  telemetry.error("Slack refused a message's blocks; sending it as text", {
    reason: outcome.reason,
    fingerprint: alert.denial.fingerprint,
  });
  return await slack.post(builder.asPlainText(message), timeout());
}

async function postpone(
  { denial, leaseUntilMilliseconds }: ClaimedAlert,
  { history, telemetry }: DeliveryServices,
  dueMilliseconds: number,
  reason: string,
): Promise<DeliveryOutcome> {
  telemetry.count("AlertsPending");
  await history.postponeAlert(denial.fingerprint, leaseUntilMilliseconds, dueMilliseconds);
  return { kind: "pending", reason };
}
