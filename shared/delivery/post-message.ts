import type { SlackMessage } from "../slack/message.ts";
import { backOff } from "./back-off.ts";
import type { DeliveryServices } from "./delivery-services.ts";
import type { MessageOutcome } from "./message-outcome.ts";
import { reserveMilliseconds, reserveSpace } from "./reserve-space.ts";

const mostPostMilliseconds = 10_000;
/** With less, a post that Slack takes is likely to be given up before its answer. */
const leastPostMilliseconds = 1_000;

/**
 * Posts one message to a channel whose turn it is, where there is time left. A message whose blocks Slack refuses is sent
 * as text, in a turn of its own. A post that Slack did not take holds the channel back for everybody. Nothing can fail
 * between Slack's taking it and the return: the caller marks first what was told.
 */
export async function postMessage(
  channel: string,
  message: SlackMessage,
  failuresBefore: number,
  services: DeliveryServices,
  remainingMilliseconds: () => number,
): Promise<MessageOutcome> {
  const { telemetry, channels, now, random, posterOf } = services;
  const poster = posterOf(channel);
  const timeout = (): number =>
    Math.min(mostPostMilliseconds, remainingMilliseconds() - reserveMilliseconds);
  if (timeout() < leastPostMilliseconds) return noTimeLeft(now());
  let outcome = await poster.post(message, timeout());
  if (outcome.kind === "invalid-message") {
    telemetry.count("MessagesInvalid");
    telemetry.error("Slack refused a message's blocks; sending it as text", {
      channel,
      reason: outcome.reason,
    });
    const space = await reserveSpace(channel, services, remainingMilliseconds);
    if (space.kind !== "ours") return space;
    if (timeout() < leastPostMilliseconds) return noTimeLeft(now());
    outcome = await poster.post((await services.messages()).asPlainText(message), timeout());
  }
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

function noTimeLeft(now: Date): MessageOutcome {
  return { kind: "not-told", dueMilliseconds: now.getTime(), reason: "no time was left to post" };
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
