import type { KnownBlock } from "@slack/types";
import type { Digest, DigestReason, HiddenGroup, StaleMute } from "../delivery/digest.ts";
import { policyTypeNames } from "../remediation/policy-type-names.ts";
import type { DigestAlert } from "./alert.ts";
import { contextBlock } from "./blocks/context-block.ts";
import { digestListBlocks } from "./blocks/digest-list-blocks.ts";
import { headerBlock } from "./blocks/header-block.ts";
import { sectionBlock } from "./blocks/section-block.ts";
import { codeSpan } from "./code-span.ts";
import { countSpan } from "./digest/count-span.ts";
import { describeTrend } from "./digest/describe-trend.ts";
import { digestRowLine } from "./digest/digest-row-line.ts";
import { formatCount } from "./format-count.ts";
import { formatProse } from "./format-prose.ts";
import { formatTime } from "./format-time.ts";
import type { SlackMessage } from "./message.ts";
import { plainMrkdwn } from "./plain-mrkdwn.ts";

/** What a day or a week was like: new, still happening, stopped; who and why; and what was kept quiet. */
export function buildDigestMessage(digest: DigestAlert): SlackMessage {
  const said = `${title(digest)}: ${overview(digest)}`;
  return {
    text: plainMrkdwn(`${said}.${loudest(digest)}`, 400),
    blocks: [
      headerBlock(`📊 ${said}`),
      sectionBlock(`*${span(digest)}:* ${describeTrend(digest)}`),
      ...denialBlocks(digest),
      ...digestListBlocks("Loudest", digest.loudestPrincipals, ({ principal, ...counts }) =>
        line(codeSpan(principal.person ?? principal.name, 150), counts),
      ),
      ...digestListBlocks("By policy", digest.byPolicyType, (reason) =>
        line(sayReason(reason), reason),
      ),
      ...digestListBlocks("Kept quiet by mutes", digest.hiddenByMute, hiddenLine),
      ...digestListBlocks("Kept quiet as benign", digest.hiddenByBenign, hiddenLine),
      ...digestListBlocks("Mutes that hide nothing any more", digest.staleMutes, staleLine),
      contextBlock(smallPrint(digest)),
    ],
  };
}

function smallPrint({ isComplete, staleMutes }: Digest): string {
  const parts = [
    isComplete ? null : "There was more than could be looked at: the numbers are at least these.",
    staleMutes.shown.length === 0
      ? null
      : `A mute that is not needed: ${codeSpan("denywatch unmute ID")}, or out of the config file.`,
    `One denial in full: ${codeSpan("denywatch show ID")}`,
  ];
  return parts.filter((part) => part !== null).join(" ");
}

/** One that covers other days than its period's own, since some were missed or the schedule has changed, says how many. */
function title(digest: Digest): string {
  const days = countSpan(digest);
  if (days === 1 && digest.period === "daily") return "Daily digest";
  return days === 7 && digest.period === "weekly"
    ? "Weekly digest"
    : `Digest of ${formatCount(days, "day")}`;
}

function overview(digest: Digest): string {
  const counts = [digest.new.total, digest.ongoing.total, digest.resolved.total] as const;
  if (counts.every((count) => count === 0)) return "no denials";
  const [fresh, ongoing, stopped] = counts;
  const least = digest.isComplete ? "" : "at least ";
  return `${least}${formatCount(fresh, "new denial")}, ${ongoing.toLocaleString("en-US")} still happening, ${stopped.toLocaleString("en-US")} stopped`;
}

function loudest({ loudestPrincipals }: Digest): string {
  const [first] = loudestPrincipals.shown;
  if (first === undefined) return "";
  const { principal, occurrences } = first;
  return ` Loudest: ${principal.person ?? principal.name}, ${formatCount(occurrences, "time")}.`;
}

/** The days of the period; `to` itself is no longer in it. */
function span({ from, to }: Digest): string {
  const end = Date.parse(to);
  const first = day(from);
  const last = Number.isNaN(end) ? day(to) : day(new Date(end - 1).toISOString());
  return first === last ? first : `${first} to ${last}`;
}

function denialBlocks(digest: Digest): readonly KnownBlock[] {
  return [
    ...digestListBlocks("🆕 New", digest.new, (row) =>
      digestRowLine(row, row.hasStopped ? `stopped, last seen ${day(row.lastSeenAt)}` : null),
    ),
    ...digestListBlocks("🔁 Still happening", digest.ongoing, (row) =>
      digestRowLine(row, `since ${day(row.firstSeenAt)}`),
    ),
    ...digestListBlocks("✅ Stopped", digest.resolved, (row) =>
      digestRowLine(row, `last seen ${day(row.lastSeenAt)}`),
    ),
  ];
}

function sayReason({ policyType, denyType }: DigestReason): string {
  const name = policyTypeNames[policyType];
  if (policyType === "unknown") return "AWS named no policy";
  return denyType === "unknown" ? name : `${name}, ${denyType} deny`;
}

function hiddenLine({ id, reason, people, ...counts }: HiddenGroup): string {
  const why = reason === null ? "no longer in force" : formatProse(reason, 150);
  return `${line(`${codeSpan(id, 100)}, ${why}`, counts)}${sayPeople(people)}`;
}

/** ", of `kim` (20), `sam` (12) and 3 more"; empty for nobody. */
function sayPeople({ shown, total }: HiddenGroup["people"]): string {
  if (shown.length === 0) return "";
  const named = shown.map(
    ({ name, occurrences }) => `${codeSpan(name, 60)} (${occurrences.toLocaleString("en-US")})`,
  );
  const left = total - shown.length;
  return `, of ${named.join(", ")}${left > 0 ? ` and ${left.toLocaleString("en-US")} more` : ""}`;
}

function staleLine({ id, reason, owner, idleSince }: StaleMute): string {
  const who = owner === null ? "" : `, ${plainMrkdwn(owner, 60)}`;
  return `• ${codeSpan(id, 100)}, ${formatProse(reason, 120)}${who}: nothing since ${day(idleSince)}`;
}

function line(
  subject: string,
  { denials, occurrences }: { readonly denials: number; readonly occurrences: number },
): string {
  return `• ${subject}: ${formatCount(occurrences, "time")} (${formatCount(denials, "denial")})`;
}

function day(time: string): string {
  return formatTime(time)?.slice(0, 10) ?? "an unknown day";
}
