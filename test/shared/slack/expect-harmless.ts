import { expect } from "vitest";
import { asPlainText } from "../../../shared/slack/as-plain-text.ts";
import type { SlackMessage } from "../../../shared/slack/message.ts";
import { isLinkable } from "../../../shared/slack/mrkdwn-link.ts";
import { validateSlackMessage } from "../../../shared/slack/validate-message.ts";

/** Slack would take the message, with and without blocks, and finds nothing in it to interpret but AWS's own links. */
export function expectHarmless(message: SlackMessage): void {
  for (const form of [message, asPlainText(message)]) {
    expect(validateSlackMessage(form)).toEqual([]);
    const json = JSON.stringify(form);
    expect(json).not.toMatch(/<[!@#]/);
    expect(json).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B-\u200F]/);
    for (const [, url = ""] of json.matchAll(/<(https:[^|>]*)\|/g)) {
      expect(isLinkable(url.replaceAll("&amp;", "&"))).toBe(true);
    }
    const texts = json.replace(/<https:[^>]*>/g, "").replace(/```[^`]*```|`[^`]*`/g, "");
    if (form.blocks.length === 0) expect(texts).not.toMatch(/:\/\/|:[a-z_+-][a-z0-9_+-]*:|@here/);
  }
}
