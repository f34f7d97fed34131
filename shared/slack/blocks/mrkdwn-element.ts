import type { MrkdwnElement } from "@slack/types";

/** A text object of finished mrkdwn. `verbatim`: Slack makes no links of bare addresses and names. */
export function mrkdwnElement(text: string): MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}
