import type { KnownBlock } from "@slack/types";
import type { Denial } from "../../denial/denial.ts";
import type { Advice, AdviceLink } from "../../remediation/advice.ts";
import { cloudTrailEventLink } from "../cloudtrail-event-link.ts";
import { formatProse } from "../format-prose.ts";
import { isLinkable, mrkdwnLink } from "../mrkdwn-link.ts";
import { contextBlock } from "./context-block.ts";

const mostLinks = 8;
const mostLength = 2900;

/** Where to read on: the policy or role, the authorization's details, the event, AWS's documentation. None twice. */
export function linkBlocks(denial: Denial, advice: Advice): readonly KnownBlock[] {
  const { authorizationUrl } = denial.reason;
  const eventUrl = cloudTrailEventLink(denial);
  const links: readonly AdviceLink[] = [
    ...advice.hints.flatMap((hint) => hint.links),
    ...(authorizationUrl === null
      ? []
      : [
          {
            label: "What AWS evaluated",
            url: authorizationUrl,
            note: "expires in 24 hours",
          },
        ]),
    ...(eventUrl === null
      ? []
      : [{ label: "CloudTrail event", url: eventUrl, note: "kept for 90 days" }]),
  ];
  const byUrl = new Map(links.filter(({ url }) => isLinkable(url)).map((link) => [link.url, link]));
  let line = "";
  for (const link of [...byUrl.values()].slice(0, mostLinks)) {
    const separator = line === "" ? "🔗 " : "  ·  ";
    const shown = renderLink(link);
    if (line.length + separator.length + shown.length <= mostLength) line += separator + shown;
  }
  return line === "" ? [] : [contextBlock(line)];
}

function renderLink({ label, url, note }: AdviceLink): string {
  const link = mrkdwnLink(label, url);
  return note === null ? link : `${link} (${formatProse(note, 150)})`;
}
