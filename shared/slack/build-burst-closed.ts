import type { BurstClosedAlert } from "./alert.ts";
import { contextBlock } from "./blocks/context-block.ts";
import { fieldsBlock } from "./blocks/fields-block.ts";
import { headerBlock } from "./blocks/header-block.ts";
import { sectionBlock } from "./blocks/section-block.ts";
import { burstHeadline } from "./burst/burst-headline.ts";
import { codeSpan } from "./code-span.ts";
import { describeAccount, sayAccount } from "./describe-account.ts";
import { describePrincipal } from "./describe-principal.ts";
import { formatCount } from "./format-count.ts";
import { formatTime } from "./format-time.ts";
import { listServices } from "./burst/list-services.ts";
import type { SlackMessage } from "./message.ts";
import { plainMrkdwn } from "./plain-mrkdwn.ts";

/** The last message about a burst: how much it was, and that what is new from now on is told one by one. */
export function buildBurstClosed(alert: BurstClosedAlert): SlackMessage {
  const { principal, account, accountName, services } = alert;
  const { mark, said } = burstHeadline(alert);
  const listed = listServices(services);
  return {
    text: `${plainMrkdwn(`${said}, of ${formatCount(services.length, "service")}.`, 400)} ${sayAccount(account, null)}`,
    blocks: [
      headerBlock(`${mark} ${said}`),
      sectionBlock(
        "Nothing new came for a while, so whatever comes next is told one by one again. That it stopped does not mean that it is mended: what was told still stands.",
      ),
      fieldsBlock([
        // Sessions come and go within a burst.
        { label: "Who", value: describePrincipal({ ...principal, sessionName: null }) },
        { label: "Account", value: describeAccount(accountName, account, null) },
        { label: "When", value: whenLine(alert) },
        ...(listed === null ? [] : [{ label: "Services", value: listed }]),
      ]),
      contextBlock(`One denial in full: ${codeSpan("denywatch show ID")}`),
    ],
  };
}

function whenLine({ since, until }: BurstClosedAlert): string {
  const [start, end] = [formatTime(since), formatTime(until)];
  const known = [start, end].filter((time) => time !== null);
  return known.length === 0 ? "not known" : known.join(" to ");
}
