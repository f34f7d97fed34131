import type { KnownBlock } from "@slack/types";
import type { Denial } from "../../denial/denial.ts";
import type { Advice, Hint } from "../../remediation/advice.ts";
import { codeSpan } from "../code-span.ts";
import { describeFixers } from "../describe-fixers.ts";
import { formatProse } from "../format-prose.ts";
import { knownNames } from "../known-names.ts";
import { isLinkable, mrkdwnLink } from "../mrkdwn-link.ts";
import { sectionBlock } from "./section-block.ts";

const mostSteps = 3;

/** Why it was denied and what to do, by the most specific hint; below it what not to do, of all hints. */
export function adviceBlocks(denial: Denial, advice: Advice): readonly KnownBlock[] {
  const names = knownNames(denial);
  const [hint] = advice.hints;
  if (hint === undefined) return [];
  return [
    sectionBlock([whyLine(denial, hint, names), ...nextLines(hint, names)].join("\n")),
    ...warningBlocks(advice.hints, names),
  ];
}

function whyLine({ reason }: Denial, hint: Hint, names: ReadonlySet<string>): string {
  const why = `*Why:* ${formatProse(hint.text, 700, names)}`;
  return reason.policyArn === null ? why : `${why} Policy: ${nameOf(reason.policyArn, hint)}`;
}

/** The policy's name, linked where a hint links its console page. */
function nameOf(policyArn: string, { links }: Hint): string {
  const name = policyArn.split("/").at(-1) ?? policyArn;
  const page = links.find(
    ({ url }) => url.includes("/policies/") && url.includes(encodeURIComponent(name)),
  );
  return page !== undefined && isLinkable(page.url)
    ? `${mrkdwnLink(name, page.url)}.`
    : `${codeSpan(name, 300)}.`;
}

function nextLines(hint: Hint, names: ReadonlySet<string>): readonly string[] {
  const fixers = describeFixers(hint.fixers);
  const who = fixers === null ? "" : ` (${fixers})`;
  const steps = hint.steps.slice(0, mostSteps).map((step) => formatProse(step, 500, names));
  const [only] = steps;
  if (only === undefined) return [];
  if (steps.length === 1) return [`*Next*${who}: ${only}`];
  return [`*Next*${who}:`, ...steps.map((step, index) => `${index + 1}. ${step}`)];
}

function warningBlocks(hints: readonly Hint[], names: ReadonlySet<string>): readonly KnownBlock[] {
  const warnings = new Set(hints.flatMap(({ warning }) => warning ?? []));
  return [...warnings]
    .slice(0, 2)
    .map((warning) => sectionBlock(`⚠️ *Careful:* ${formatProse(warning, 600, names)}`));
}
