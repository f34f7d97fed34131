import type { DenialAlert } from "./alert.ts";
import { adviceBlocks } from "./blocks/advice-blocks.ts";
import { factsBlock } from "./blocks/facts-block.ts";
import { followUpBlocks } from "./blocks/follow-up-blocks.ts";
import { furtherHintBlocks } from "./blocks/further-hint-blocks.ts";
import { headerBlock } from "./blocks/header-block.ts";
import { linkBlocks } from "./blocks/link-blocks.ts";
import { messageInAwsWordsBlocks } from "./blocks/message-in-aws-words-blocks.ts";
import { pasteBlocks } from "./blocks/paste-blocks.ts";
import { recurrenceBlocks } from "./blocks/recurrence-blocks.ts";
import { sayAccount } from "./describe-account.ts";
import { headline } from "./headline.ts";
import type { SlackMessage } from "./message.ts";
import { plainMrkdwn } from "./plain-mrkdwn.ts";
import { severityBadges } from "./severity-badge.ts";

/**
 * One denial as a message: what, to whom, why and what to do first; the facts, links and commands below. Valid by
 * Slack's limits and with nothing from an event interpreted, whatever the event holds.
 */
export function buildDenialMessage(alert: DenialAlert): SlackMessage {
  const { denial, advice } = alert;
  const { emoji } = severityBadges[denial.severity];
  const said = headline(alert);
  return {
    text: `${plainMrkdwn(endSentence(said), 400)} ${sayAccount(denial.account, denial.region)}`,
    blocks: [
      headerBlock(`${emoji} ${said}`),
      ...recurrenceBlocks(alert),
      ...adviceBlocks(denial, advice),
      factsBlock(alert),
      ...pasteBlocks(advice),
      ...furtherHintBlocks(denial, advice),
      ...messageInAwsWordsBlocks(denial),
      ...linkBlocks(denial, advice),
      ...followUpBlocks(denial),
    ],
  };
}

function endSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
