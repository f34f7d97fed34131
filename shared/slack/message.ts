import type { KnownBlock } from "@slack/types";

/** A message as it is posted: `text` is the phone notification and what a screen reader says. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** What became of one post. An expected outcome is a value; nothing of the webhook's URL is in any of them. */
export type PostOutcome =
  | { readonly kind: "sent" }
  /** HTTP 429; `Retry-After` in seconds, 1 where Slack gave none. */
  | { readonly kind: "rate-limited"; readonly retryAfterSeconds: number }
  /** 5xx, a timeout, a reset: the same post may work later. `reason` has no secret in it. */
  | { readonly kind: "failed"; readonly reason: string }
  /** The webhook is gone or refuses us (`no_service`, `channel_is_archived`, ...): somebody must repair it. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Slack takes the webhook but not this message (`invalid_blocks`, ...): send it as text. */
  | { readonly kind: "invalid-message"; readonly reason: string };

/** Posts to one webhook. Never throws for what Slack or the network does. */
export interface SlackPoster {
  /** `timeoutMilliseconds` bounds the whole call, the answer's body included. */
  post(message: SlackMessage, timeoutMilliseconds: number): Promise<PostOutcome>;
}
