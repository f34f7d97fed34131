import type { KnownBlock } from "@slack/types";
import type { Denial } from "../../denial/denial.ts";
import type { Advice, Hint } from "../../remediation/advice.ts";
import { encodeText } from "../../remediation/encode-text.ts";
import { codeSpan } from "../code-span.ts";
import { describeFixers } from "../describe-fixers.ts";
import { formatProse } from "../format-prose.ts";
import { knownNames } from "../known-names.ts";
import { isLinkable, mrkdwnLink } from "../mrkdwn-link.ts";
import { shortenResource, shortResourceName } from "../shorten-resource.ts";
import { sectionBlock } from "./section-block.ts";

const mostSteps = 3;
/** A hint's sentence as mrkdwn of a greatest length. */
type Say = (text: string, mostLength: number) => string;

/** Why it was denied and what to do, by the most specific hint; below it what not to do, of all hints. */
export function adviceBlocks(denial: Denial, advice: Advice): readonly KnownBlock[] {
  const short = shortResourceName(denial.resource);
  const names = new Set([...knownNames(denial), ...(short === null ? [] : [short])]);
  const say: Say = (text, most) => formatProse(shortenResource(text, denial), most, names);
  const [hint] = advice.hints;
  if (hint === undefined) return [];
  return [
    sectionBlock([whyLine(denial, hint, say), ...nextLines(hint, say)].join("\n")),
    ...warningBlocks(advice.hints, say),
  ];
}

function whyLine({ reason }: Denial, hint: Hint, say: Say): string {
  const why = `*Why:* ${say(hint.text, 700)}`;
  return reason.policyArn === null ? why : `${why} Policy: ${nameOf(reason.policyArn, hint)}`;
}

/** The policy's name, linked where a hint links its console page. */
function nameOf(policyArn: string, { links }: Hint): string {
  const name = policyArn.split("/").at(-1) ?? policyArn;
  const page = links.find(
    ({ url }) => url.includes("/policies/") && url.includes(encodeText(name)),
  );
  return page !== undefined && isLinkable(page.url)
    ? `${mrkdwnLink(name, page.url)}.`
    : `${codeSpan(name, 300)}.`;
}

function nextLines(hint: Hint, say: Say): readonly string[] {
  const fixers = describeFixers(hint.fixers);
  const who = fixers === null ? "" : ` (${fixers})`;
  const steps = hint.steps.slice(0, mostSteps).map((step) => say(step, 500));
  const [only] = steps;
  if (only === undefined) return [];
  if (steps.length === 1) return [`*Next*${who}: ${only}`];
  return [`*Next*${who}:`, ...steps.map((step, index) => `${index + 1}. ${step}`)];
}

/** Of all hints, in one paragraph. */
function warningBlocks(hints: readonly Hint[], say: Say): readonly KnownBlock[] {
  const warnings = [...new Set(hints.flatMap(({ warning }) => warning ?? []))].slice(0, 2);
  const [first, ...further] = warnings.map((warning) => say(warning, 600));
  if (first === undefined) return [];
  return [sectionBlock([`⚠️ *Careful:* ${first}`, ...further].join("\n"))];
}
