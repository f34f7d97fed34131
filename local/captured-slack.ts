import type { MessageBuilder } from "../shared/delivery/delivery-services.ts";
import type { AlertKind } from "../shared/history/known-denial.ts";
import type { SlackMessage, SlackPoster } from "../shared/slack/message.ts";
import { parseWebhookPayload, type WebhookMessage } from "./webhook-payload.ts";

export type MessageKind =
  AlertKind | "burst" | "burst-summary" | "burst-closed" | "backlog" | "digest";

export interface CapturedMessage {
  readonly kind: MessageKind;
  /** The webhook's name in the config. */
  readonly channel: string;
  readonly at: Date;
  /** What a phone shows of it: mrkdwn, escaped. */
  readonly text: string;
  readonly message: WebhookMessage;
}

export interface CapturedSlack {
  readonly messages: readonly CapturedMessage[];
  /** The builder, so that what it builds is known by its kind when it is posted. */
  readonly tagging: (builder: MessageBuilder) => MessageBuilder;
  readonly posterOf: (channel: string) => SlackPoster;
}

/** A Slack that keeps what is posted, as strict as a webhook, and that touches no network. */
export function captureSlack(now: () => Date): CapturedSlack {
  const messages: CapturedMessage[] = [];
  const kinds = new WeakMap<SlackMessage, MessageKind>();
  const tag = (message: SlackMessage, kind: MessageKind): SlackMessage => {
    kinds.set(message, kind);
    return message;
  };
  return {
    messages,
    tagging: (builder) => ({
      buildAlert: (alert) => tag(builder.buildAlert(alert), alert.kind),
      buildBurst: (known, burst) => tag(builder.buildBurst(known, burst), "burst"),
      buildBurstSummary: (...asked) => {
        const built = builder.buildBurstSummary(...asked);
        tag(built.message, "burst-summary");
        return built;
      },
      buildBurstClosed: (...asked) => tag(builder.buildBurstClosed(...asked), "burst-closed"),
      buildBacklog: (...asked) => {
        const built = builder.buildBacklog(...asked);
        tag(built.message, "backlog");
        return built;
      },
      buildDigest: (digest) => tag(builder.buildDigest(digest), "digest"),
      asPlainText: (message) => tag(builder.asPlainText(message), kinds.get(message) ?? "new"),
    }),
    posterOf: (channel) => ({
      post: (message) => {
        const { text, blocks } = message;
        const body = JSON.stringify(blocks.length > 0 ? { text, blocks } : { text });
        const payload = parseWebhookPayload(body, "application/json");
        if (payload.kind === "refused") {
          return Promise.resolve({ kind: "invalid-message", reason: payload.word });
        }
        const kind = kinds.get(message) ?? "new";
        messages.push({ kind, channel, at: now(), text, message: payload.message });
        return Promise.resolve({ kind: "sent" });
      },
    }),
  };
}
