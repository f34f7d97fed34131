import type { KnownBlock } from "@slack/types";
import type { Denial } from "../../denial/denial.ts";
import type { Advice, Hint } from "../../remediation/advice.ts";
import { codeBlock } from "../code-block.ts";
import { codeSpan } from "../code-span.ts";
import { describeFixers } from "../describe-fixers.ts";
import { formatProse } from "../format-prose.ts";
import { sectionBlock } from "./section-block.ts";

const mostSteps = 3;
const mostFurtherHints = 2;

/** Why it was denied and what to do, the most specific hint first; below it what to paste and what not to do. */
export function adviceBlocks(denial: Denial, advice: Advice): readonly KnownBlock[] {
  const names = knownNames(denial);
  const [hint, ...further] = advice.hints;
  if (hint === undefined) return [];
  return [
    sectionBlock([whyLine(denial, hint, names), ...nextLines(hint, names)].join("\n")),
    ...warningBlocks(advice.hints, names),
    ...pasteBlocks(advice.hints),
    ...furtherBlocks(further, names),
  ];
}

function whyLine({ reason }: Denial, hint: Hint, names: ReadonlySet<string>): string {
  const why = `*Why:* ${formatProse(hint.text, 700, names)}`;
  const { policyArn } = reason;
  return policyArn === null || hint.text.includes(policyArn)
    ? why
    : `${why} Policy: ${codeSpan(policyArn, 300)}`;
}

function nextLines(hint: Hint, names: ReadonlySet<string>): readonly string[] {
  const fixers = describeFixers(hint.fixers);
  const who = fixers === null ? "" : ` _${fixers} can:_`;
  const steps = hint.steps.slice(0, mostSteps).map((step) => formatProse(step, 500, names));
  const [only] = steps;
  if (only === undefined) return [];
  if (steps.length === 1) return [`*Next:*${who} ${only}`];
  return [`*Next:*${who}`, ...steps.map((step, index) => `${index + 1}. ${step}`)];
}

function warningBlocks(hints: readonly Hint[], names: ReadonlySet<string>): readonly KnownBlock[] {
  const warnings = new Set(hints.map(({ warning }) => warning).filter((text) => text !== null));
  return [...warnings]
    .slice(0, 2)
    .map((warning) => sectionBlock(`⚠️ *Careful:* ${formatProse(warning, 600, names)}`));
}

/** The first statement and the first command of all hints, where they can be shown exactly. */
function pasteBlocks(hints: readonly Hint[]): readonly KnownBlock[] {
  const policy = hints.find((hint) => hint.policy !== null)?.policy ?? null;
  const command = hints.find((hint) => hint.command !== null)?.command ?? null;
  const statement = policy === null ? null : codeBlock(JSON.stringify(policy, null, 2));
  const line = command === null ? null : codeBlock(command);
  return [
    ...(statement === null
      ? []
      : [
          sectionBlock(
            `*If this access is wanted, this allows it and nothing else:*\n${statement}`,
          ),
        ]),
    ...(line === null ? [] : [sectionBlock(`*To look closer, run:*\n${line}`)]),
  ];
}

function furtherBlocks(hints: readonly Hint[], names: ReadonlySet<string>): readonly KnownBlock[] {
  return hints
    .slice(0, mostFurtherHints)
    .map(({ text }) => sectionBlock(`*Also:* ${formatProse(text, 500, names)}`));
}

/** The denial's own names, which sentences quote as ordinary words. */
function knownNames({ principal, action, resource }: Denial): ReadonlySet<string> {
  const names = [
    principal.name,
    principal.sessionName,
    principal.person,
    principal.account,
    action.text,
    action.iamAction,
    resource.text,
    resource.normalised,
  ];
  return new Set(
    names.filter((name) => name !== null && name.length >= 3 && !/^[a-z]+$/.test(name)),
  );
}
