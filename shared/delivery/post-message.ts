import type { PostOutcome, SlackMessage } from "../slack/message.ts";
import { backOff } from "./back-off.ts";
import type { DeliveryServices } from "./delivery-services.ts";

/** Kept back of the remaining time for writing down what became of a post. */
export const reserveMilliseconds = 3_000;
const mostPostMilliseconds = 10_000;

export type MessageOutcome =
  /** `failuresBefore`: the channel's failed posts in a row before it, which `forgetFailures` sets to none. */
  | { readonly kind: "told"; readonly failuresBefore: number }
  /** Not now; the channel is free again at `dueMilliseconds`. */
  | { readonly kind: "not-told"; readonly dueMilliseconds: number; readonly reason: string };

/**
 * Posts one message to a channel whose turn it is. A message whose blocks Slack refuses is sent as text. A post that
 * Slack did not take holds the channel back for everybody. Nothing can fail between Slack's answer and the return: the
 * caller marks first what was told.
 */
export async function postMessage(
  channel: string,
  message: SlackMessage,
  failuresBefore: number,
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<MessageOutcome> {
  const { telemetry, channels, now, random } = services;
  const outcome = await postOrText(channel, message, services, remainingMilliseconds);
  if (outcome.kind === "sent") {
    telemetry.count("MessagesSent");
    return { kind: "told", failuresBefore };
  }
  if (outcome.kind === "invalid-message") {
    // Not even as text: the channel is all right, this message is not. It stays pending and in sight.
    const dueMilliseconds = now().getTime() + 15 * 60_000;
    return { kind: "not-told", dueMilliseconds, reason: outcome.reason };
  }
  const dueMilliseconds = await channels.change(channel, (state) => {
    const next = backOff(state, outcome, now().getTime(), random());
    return { answer: next.freeAt, next };
  });
  const reason = outcome.kind === "rate-limited" ? "Slack said to wait" : outcome.reason;
  if (outcome.kind === "refused") {
    telemetry.count("WebhookRefused");
    telemetry.error("Cannot post to Slack: the webhook refuses; replace it", { channel, reason });
  } else {
    telemetry.warn("Cannot post to Slack now; its alerts stay pending", { channel, reason });
  }
  return { kind: "not-told", dueMilliseconds, reason };
}

/** After a post that Slack took, and after it was marked: the channel works again. No request where it did before. */
export async function forgetFailures(
  channel: string,
  outcome: { readonly kind: string; readonly failuresBefore?: number },
  { channels }: DeliveryServices,
): Promise<void> {
  if ((outcome.failuresBefore ?? 0) === 0) return;
  await channels.change(channel, (state) => ({
    answer: null,
    next: state.failures === 0 ? null : { ...state, failures: 0 },
  }));
}

async function postOrText(
  channel: string,
  message: SlackMessage,
  { posterOf, messages, telemetry }: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<PostOutcome> {
  const poster = posterOf(channel);
  const timeout = (): number =>
    Math.max(1, Math.min(mostPostMilliseconds, remainingMilliseconds() - reserveMilliseconds));
  const outcome = await poster.post(message, timeout());
  if (outcome.kind !== "invalid-message") return outcome;
  telemetry.count("MessagesInvalid");
  telemetry.error("Slack refused a message's blocks; sending it as text", {
    channel,
    reason: outcome.reason,
  });
  return await poster.post((await messages()).asPlainText(message), timeout());
}
