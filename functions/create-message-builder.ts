import type { ClaimedAlert, MessageBuilder } from "../shared/delivery/deliver-alert.ts";
import { advise } from "../shared/remediation/advise.ts";
import { asPlainText } from "../shared/slack/as-plain-text.ts";
import { buildDenialMessage } from "../shared/slack/build-denial-message.ts";

/** Alerts as Slack messages: the catalogue of hints and the message's layout, loaded together. */
export function createMessageBuilder(): MessageBuilder {
  return {
    buildAlert: ({ denial, count, firstSeenSeconds }: ClaimedAlert) =>
      buildDenialMessage({
        kind: "new-denial",
        denial,
        advice: advise(denial),
        count,
        firstSeenAt: new Date(firstSeenSeconds * 1000).toISOString(),
        accountName: null,
      }),
    asPlainText,
  };
}
