import type { Denial } from "../denial/denial.ts";
import { findIamAction } from "../iam/find-iam-action.ts";
import type { Advice, AdviceLink, Hint } from "./advice.ts";
import { buildTitle } from "./build-title.ts";
import { compileHint, type CompiledHint } from "./compile-hint.ts";
import { collectFacts } from "./collect-facts.ts";
import type { HintFacts } from "./collect-facts.ts";
import { buildConsolePage } from "./console-pages.ts";
import { findTraits } from "./find-traits.ts";
import type { Trait } from "./find-traits.ts";
import type { HintEntry } from "./hint-entry.ts";
import { selectHints } from "./select-hints.ts";
import { suggestStatement } from "./suggest-statement.ts";
import { fillCommand, fillTemplate } from "./template.ts";

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
  const compiled = compileHint(entry);
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
  const warning = compiled.warning === null ? null : fillTemplate(compiled.warning, facts);
  return {
    id: entry.id,
    text: fillTemplate(compiled.text, facts) ?? entry.text,
    fixers: entry.fixers,
    steps: fillSteps(compiled, facts),
    command: compiled.command === null ? null : fillCommand(compiled.command, facts),
    policy,
    warning: caution === null || warning === null ? (caution ?? warning) : `${caution} ${warning}`,
    links: linksOf(entry, compiled, denial, facts),
  };
}

function fillSteps({ steps }: CompiledHint, facts: HintFacts): readonly string[] {
  const filled: string[] = [];
  for (const alternatives of steps) {
    for (const alternative of alternatives) {
      const text = fillTemplate(alternative, facts);
      if (text === null) continue;
      filled.push(text);
      break;
    }
  }
  return filled;
}

function linksOf(
  { pages }: HintEntry,
  { docs }: CompiledHint,
  denial: Denial,
  facts: HintFacts,
): readonly AdviceLink[] {
  const links: AdviceLink[] = [];
  for (const page of pages) {
    const link = buildConsolePage(page, denial, facts);
    if (link !== null) links.push(link);
  }
  links.push(...docs);
  return links;
}
