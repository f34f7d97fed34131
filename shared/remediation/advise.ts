import type { Denial } from "../denial/denial.ts";
import { findIamAction } from "../iam/find-iam-action.ts";
import type { Advice, AdviceLink, Hint } from "./advice.ts";
import { awsDocs } from "./aws-docs.ts";
import { buildTitle } from "./build-title.ts";
import { collectFacts } from "./collect-facts.ts";
import type { HintFacts } from "./collect-facts.ts";
import { buildConsolePage } from "./console-pages.ts";
import type { HintEntry } from "./hint-entry.ts";
import { selectHints } from "./select-hints.ts";
import { suggestStatement } from "./suggest-statement.ts";
import { fillCommand, fillTemplate, parseTemplate } from "./template.ts";
import type { Template } from "./template.ts";

/** What to tell a person about a denial: a headline, and the hints of the catalogue that fit, most specific first. */
export function advise(denial: Denial): Advice {
  const facts = collectFacts(denial);
  return {
    title: buildTitle(denial),
    accessLevel: findIamAction(denial.action.iamAction ?? "")?.accessLevel ?? null,
    hints: selectHints(denial, facts).map((entry) => buildHint(entry, denial, facts)),
  };
}

function buildHint(entry: HintEntry, denial: Denial, facts: HintFacts): Hint {
  const suggestion =
    entry.grant === undefined ? null : suggestStatement(entry.grant, denial, facts);
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
    steps: entry.steps.flatMap((step) => fillStep(step, facts) ?? []),
    command: entry.command === undefined ? null : fillCommand(templateOf(entry.command), facts),
    policy,
    warning: [caution, warning].filter((text) => text !== null).join(" ") || null,
    links: linksOf(entry, denial, facts),
  };
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
  const pages = entry.pages.flatMap((page) => buildConsolePage(page, denial, facts) ?? []);
  return [...pages, ...entry.docs.map((doc) => awsDocs[doc])];
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
