import type { BurstAlert } from "./alert.ts";
import { burstAdviceBlocks } from "./blocks/burst-advice-blocks.ts";
import { burstFactsBlock } from "./blocks/burst-facts-block.ts";
import { burstFollowUpBlocks } from "./blocks/burst-follow-up-blocks.ts";
import { contextBlock } from "./blocks/context-block.ts";
import { headerBlock } from "./blocks/header-block.ts";
import { sectionBlock } from "./blocks/section-block.ts";
import { burstHeadline } from "./burst/burst-headline.ts";
import { burstLine } from "./burst/burst-line.ts";
import { burstSeverity } from "./burst/burst-severity.ts";
import { codeSpan } from "./code-span.ts";
import { sharedReason } from "./burst/common-reason.ts";
import { sayAccount } from "./describe-account.ts";
import { formatCount } from "./format-count.ts";
import type { SlackMessage } from "./message.ts";
import { packLines } from "./pack-lines.ts";
import { plainMrkdwn } from "./plain-mrkdwn.ts";
import { sayReconnaissance } from "./burst/say-reconnaissance.ts";

/** The older ones were told one by one before it was a burst. */
const mostDenials = 30;

/**
 * The first message about a burst: how much, why it matters and what to do first; the denials below, the newest last.
 * The newest is always named, and the 29 before it.
 */
export function buildBurstMessage(alert: BurstAlert): SlackMessage {
  const { principal, account, denials, total, reconnaissance } = alert;
  const { mark, said } = burstHeadline(alert);
  const shown = denials.slice(-mostDenials);
  const shared = sharedReason(denials);
  const left = Math.max(0, total - shown.length);
  const evidence = reconnaissance === null ? "" : ` ${sayReconnaissance(reconnaissance)}.`;
  return {
    text: `${plainMrkdwn(`${said}.${evidence}`, 400)} ${sayAccount(account, null)}`,
    blocks: [
      headerBlock(`${mark} ${said}`),
      ...burstAdviceBlocks(alert),
      burstFactsBlock(alert),
      ...(left === 0 ? [] : [sectionBlock(`${formatCount(left, "earlier denial")}, then:`)]),
      ...packLines(shown.map((denial) => burstLine(denial, shared))).blocks,
      ...burstFollowUpBlocks(principal, burstSeverity(alert)),
      contextBlock(
        `What follows of it comes as summaries, further and further apart. One denial in full: ${codeSpan("denywatch show ID")}`,
      ),
    ],
  };
}
