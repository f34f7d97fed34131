interface WebhookError {
  /** `refused`: the webhook must be repaired. `invalid-message`: only this message is at fault. `failed`: try again. */
  readonly kind: "refused" | "invalid-message" | "failed";
  readonly meaning: string;
}

/** The error bodies of incoming webhooks ("Sending messages using incoming webhooks", Slack's developer docs). */
export const webhookErrors: Readonly<Record<string, WebhookError>> = {
  invalid_payload: { kind: "invalid-message", meaning: "the payload is malformed" },
  invalid_blocks: { kind: "invalid-message", meaning: "the blocks break a rule of Block Kit" },
  invalid_blocks_format: { kind: "invalid-message", meaning: "the blocks are malformed" },
  no_text: { kind: "invalid-message", meaning: "the message has no text" },
  msg_too_long: { kind: "invalid-message", meaning: "the message is too long" },
  msg_blocks_too_long: { kind: "invalid-message", meaning: "the blocks are too long" },
  too_many_attachments: { kind: "invalid-message", meaning: "over 100 attachments" },
  user_not_found: { kind: "refused", meaning: "the user that the webhook posts to is gone" },
  channel_not_found: { kind: "refused", meaning: "the webhook's channel is gone" },
  channel_is_archived: { kind: "refused", meaning: "the webhook's channel is archived" },
  posting_to_general_channel_denied: {
    kind: "refused",
    meaning: "only some people may post to the general channel",
  },
  action_prohibited: { kind: "refused", meaning: "an administrator of the workspace forbids it" },
  invalid_token: { kind: "refused", meaning: "the webhook's token is invalid or revoked" },
  no_active_hooks: { kind: "refused", meaning: "the webhook is disabled" },
  no_service: { kind: "refused", meaning: "the webhook is removed, disabled or invalid" },
  no_service_id: { kind: "refused", meaning: "the webhook's URL is incomplete" },
  no_team: { kind: "refused", meaning: "the workspace is unknown" },
  team_disabled: { kind: "refused", meaning: "the workspace is disabled" },
  rollup_error: { kind: "failed", meaning: "Slack could not process the message just now" },
  rate_limited: { kind: "failed", meaning: "too many posts" },
};
