import type { FactName, HintFacts } from "./collect-facts.ts";

/** A text with facts in braces, taken apart once: `texts[0] + facts[0] + texts[1] + ...`. */
export interface Template {
  readonly texts: readonly string[];
  readonly facts: readonly FactName[];
}

const slot = /\{(\w+)\}/;

/** Takes `Open {policyName} in account {account}.` apart. */
export function parseTemplate(text: string): Template {
  const parts = text.split(slot);
  return {
    texts: parts.filter((_part, index) => index % 2 === 0),
    facts: parts.filter((_part, index) => index % 2 === 1) as FactName[],
  };
}

/** The text with the facts filled in; null where one of them is not known. What is filled in is never read as a template. */
export function fillTemplate(template: Template, facts: HintFacts): string | null {
  const { texts, facts: names } = template;
  let filled = texts[0] ?? "";
  let index = 0;
  for (const name of names) {
    const fact = facts[name];
    if (fact === null) return null;
    filled += fact + (texts[++index] ?? "");
  }
  return filled;
}

const needsNoQuotes = /^[\w@%+=:,./-]+$/;

/** A shell command with the facts filled in; null where one is not known or would need quoting: an event's text is hostile. */
export function fillCommand(template: Template, facts: HintFacts): string | null {
  const areSafe = template.facts.every((name) => needsNoQuotes.test(facts[name] ?? ""));
  return areSafe ? fillTemplate(template, facts) : null;
}
