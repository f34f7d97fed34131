import type { Denial } from "../denial/denial.ts";
import { findIamAction } from "../iam/find-iam-action.ts";
import type { Advice, AdviceLink, Hint } from "./advice.ts";
import { awsDocs } from "./aws-docs.ts";
import { buildTitle } from "./build-title.ts";
import { collectFacts } from "./collect-facts.ts";
import type { HintFacts } from "./collect-facts.ts";
import { buildConsolePage } from "./console-pages.ts";
import { findTraits } from "./find-traits.ts";
import type { Trait } from "./find-traits.ts";
import type { HintEntry } from "./hint-entry.ts";
import { selectHints } from "./select-hints.ts";
import { suggestStatement } from "./suggest-statement.ts";
import { fillCommand, fillTemplate, parseTemplate } from "./template.ts";
import type { Template } from "./template.ts";

/** What to tell a person about a denial: a headline, and the hints of the catalogue that fit, most specific first. */
export function advise(denial: Denial): Advice {
  const facts = collectFacts(denial);
  const traits = findTraits(denial, facts);
  return {
    title: buildTitle(denial),
    accessLevel: findIamAction(denial.action.iamAction ?? "")?.accessLevel ?? null,
    hints: selectHints(denial, traits).map((entry) => buildHint(entry, denial, facts, traits)),
  };
}

function buildHint(
  entry: HintEntry,
  denial: Denial,
  facts: HintFacts,
  traits: ReadonlySet<Trait>,
): Hint {
  const suggestion =
    entry.grant === undefined ? null : suggestStatement(entry.grant, denial, facts, traits);
  const policy =
    suggestion?.kind === "suggested"
      ? ({ Version: "2012-10-17", Statement: [suggestion.statement] } as const)
      : null;
  const caution =
    suggestion?.kind === "refused"
      ? `No statement is suggested: ${suggestion.why}.`
      : (suggestion?.caution ?? null);
  const warning = entry.warning === null ? null : fill(entry.warning, facts);
  return {
    id: entry.id,
    text: fill(entry.text, facts) ?? entry.text,
    fixers: entry.fixers,
    steps: fillSteps(entry.steps, facts),
    command: entry.command === undefined ? null : fillCommand(templateOf(entry.command), facts),
    policy,
    warning: caution === null || warning === null ? (caution ?? warning) : `${caution} ${warning}`,
    links: linksOf(entry, denial, facts),
  };
}

function fillSteps(steps: HintEntry["steps"], facts: HintFacts): readonly string[] {
  const filled: string[] = [];
  for (const step of steps) {
    const text = fillStep(step, facts);
    if (text !== null) filled.push(text);
  }
  return filled;
}

function fillStep(step: HintEntry["steps"][number], facts: HintFacts): string | null {
  if (typeof step === "string") return fill(step, facts);
  for (const alternative of step) {
    const filled = fill(alternative, facts);
    if (filled !== null) return filled;
  }
  return null;
}

function linksOf(entry: HintEntry, denial: Denial, facts: HintFacts): readonly AdviceLink[] {
  const links: AdviceLink[] = [];
  for (const page of entry.pages) {
    const link = buildConsolePage(page, denial, facts);
    if (link !== null) links.push(link);
  }
  for (const doc of entry.docs) links.push(awsDocs[doc]);
  return links;
}

function fill(text: string, facts: HintFacts): string | null {
  return fillTemplate(templateOf(text), facts);
}

/** The catalogue's texts are a fixed set: each is taken apart once, when it is first told. */
const templates = new Map<string, Template>();

function templateOf(text: string): Template {
  const known = templates.get(text);
  if (known !== undefined) return known;
  const template = parseTemplate(text);
  templates.set(text, template);
  return template;
}
