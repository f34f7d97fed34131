import type { BurstDenial, BurstSummaryAlert } from "./alert.ts";
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
import { countServices } from "./burst/count-services.ts";
import { describeAccount, sayAccount } from "./describe-account.ts";
import { formatCount } from "./format-count.ts";
import { formatTime } from "./format-time.ts";
import { listServices } from "./burst/list-services.ts";
import type { SlackMessage } from "./message.ts";
import { packLines } from "./pack-lines.ts";
import { plainMrkdwn } from "./plain-mrkdwn.ts";
import { sayBySeverity } from "./say-by-severity.ts";
import { sayReconnaissance } from "./burst/say-reconnaissance.ts";
import { sortBySeverity } from "./sort-by-severity.ts";

/** More lines than that nobody reads in one message. */
export const mostSummaryDenials = 100;

/** A summary, and the denials that it names: those are told, the others are not yet. */
export interface BurstSummary {
  readonly message: SlackMessage;
  /** The very objects of the alert. */
  readonly named: readonly BurstDenial[];
}

/**
 * What a burst brought since its last message, the most severe first. At most 100 are named; the rest waits. Where it is
 * the first about the burst, it says what that says.
 */
export function buildBurstSummary(alert: BurstSummaryAlert): BurstSummary {
  const { account, denials } = alert;
  const { mark, said } = burstHeadline(alert);
  const first = sortBySeverity(denials).slice(0, mostSummaryDenials);
  const shared = sharedReason(denials);
  const { blocks, packed } = packLines(first.map((denial) => burstLine(denial, shared)));
  const waiting = denials.length + alert.others;
  const since = `${waiting.toLocaleString("en-US")} since the last message`;
  return {
    named: first.slice(0, packed),
    message: {
      text: `${plainMrkdwn(alert.isFirst ? `${said}.` : `${said}, ${since}.`, 400)} ${sayAccount(account, null)}`,
      blocks: [
        headerBlock(`${mark} ${said}`),
        ...(alert.isFirst
          ? [...burstAdviceBlocks(alert), burstFactsBlock(alert)]
          : [sectionBlock(overview(alert, since, shared))]),
        ...blocks,
        ...(alert.isFirst ? burstFollowUpBlocks(alert.principal, burstSeverity(alert)) : []),
        contextBlock(whatFollows(alert, waiting - packed)),
      ],
    },
  };
}

function overview(
  { account, accountName, denials, reconnaissance }: BurstSummaryAlert,
  since: string,
  shared: string | null,
): string {
  const severity = sayBySeverity(denials);
  const services = listServices(countServices(denials.map(({ denial }) => denial)));
  const lines = [
    `*${since}*${severity === null ? "" : ` (${severity})`} in ${describeAccount(accountName, account, null)}.`,
    shared === null ? null : `*Why:* all of them say: ${shared}.`,
    services === null ? null : `*Services:* ${services}`,
    reconnaissance === null
      ? "*Next:* stop or mend what is behind it; the burst's first message says how."
      : `*Looks like probing:* ${sayReconnaissance(reconnaissance)}.\n*Next:* if nobody has said that this is theirs, treat the credentials as stolen.`,
  ];
  return lines.filter((line) => line !== null).join("\n");
}

function whatFollows({ nextSummaryAt }: BurstSummaryAlert, left: number): string {
  const next = formatTime(nextSummaryAt);
  const parts = [
    left > 0 ? `${formatCount(left, "further one")} will follow.` : null,
    next === null ? null : `The next summary comes at ${next} or later.`,
    `One denial in full: ${codeSpan("denywatch show ID")}`,
  ];
  return parts.filter((part) => part !== null).join(" ");
}
