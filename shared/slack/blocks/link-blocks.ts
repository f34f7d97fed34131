import type { KnownBlock } from "@slack/types";
import type { Denial } from "../../denial/denial.ts";
import type { Advice, AdviceLink } from "../../remediation/advice.ts";
import { cloudTrailEventLink } from "../cloudtrail-event-link.ts";
import { formatProse } from "../format-prose.ts";
import { isLinkable, mrkdwnLink } from "../mrkdwn-link.ts";
import { contextBlock } from "./context-block.ts";

/** Of the hints' links; the event's own come on top of it. */
const mostHintLinks = 5;
const mostLength = 2900;

/** Where to read on: the policy or role, AWS's documentation, the authorization's details, the event. None twice. */
export function linkBlocks(denial: Denial, advice: Advice): readonly KnownBlock[] {
  const own = ownLinks(denial);
  const isOwn = ({ url }: AdviceLink): boolean => own.some((link) => link.url === url);
  const fromHints = advice.hints.flatMap(({ links }) => links).filter((link) => !isOwn(link));
  const links = [...dropRepeats(fromHints).slice(0, mostHintLinks), ...own];
  let line = "";
  for (const link of links) {
    const separator = line === "" ? "🔗 " : "  ·  ";
    const shown = renderLink(link);
    if (line.length + separator.length + shown.length <= mostLength) line += separator + shown;
  }
  return line === "" ? [] : [contextBlock(line)];
}

function ownLinks(denial: Denial): readonly AdviceLink[] {
  const authorization: AdviceLink = {
    label: "Authorization details",
    url: denial.reason.authorizationUrl ?? "",
    note: "expires in 24 hours",
  };
  const event: AdviceLink = {
    label: "CloudTrail event",
    url: cloudTrailEventLink(denial) ?? "",
    note: "kept for 90 days",
  };
  return [authorization, event].filter(({ url }) => isLinkable(url));
}

function dropRepeats(links: readonly AdviceLink[]): readonly AdviceLink[] {
  const linkable = links.filter(({ url }) => isLinkable(url));
  return [...new Map(linkable.map((link) => [link.url, link])).values()];
}

function renderLink({ label, url, note }: AdviceLink): string {
  const link = mrkdwnLink(label, url);
  return note === null ? link : `${link} (${formatProse(note, 150)})`;
}
