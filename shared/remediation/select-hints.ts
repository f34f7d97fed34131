import type { Denial } from "../denial/denial.ts";
import type { HintFacts } from "./collect-facts.ts";
import { fallbackHint } from "./fallback-hint.ts";
import { findTraits } from "./find-traits.ts";
import type { Trait } from "./find-traits.ts";
import { hintCatalogue } from "./hint-catalogue.ts";
import { hintRanks } from "./hint-entry.ts";
import type { HintCondition, HintEntry } from "./hint-entry.ts";

const entries = hintCatalogue
  .flatMap(({ hints }) => hints)
  .filter((entry) => entry !== fallbackHint)
  .sort((a, b) => hintRanks.indexOf(a.rank) - hintRanks.indexOf(b.rank));

/** Places in `entries`, by one thing that must hold for each: few are looked at for any one denial. */
const index = new Map<string, number[]>();
for (const [place, { when }] of entries.entries()) {
  for (const key of indexKeys(when)) {
    const places = index.get(key);
    if (places === undefined) index.set(key, [place]);
    else places.push(place);
  }
}

/** The catalogue's entries for a denial, most specific first, never none. */
export function selectHints(denial: Denial, facts: HintFacts): readonly HintEntry[] {
  const { reason } = denial;
  const policyType = reason.via ?? reason.policyType;
  const action = denial.action.iamAction?.toLowerCase() ?? "";
  const service = facts.actionService?.toLowerCase() ?? "";
  const traits = findTraits(denial, facts);
  const keys = [
    ...[...traits].map((trait) => `trait ${trait}`),
    `cause ${reason.notPolicy ?? ""}`,
    `action ${action}`,
    `service ${service}`,
    `policy ${policyType}`,
  ];
  const places = new Set(keys.flatMap((key) => index.get(key) ?? []));
  const chosen = [...places]
    .sort((a, b) => a - b)
    .flatMap((place) => entries[place] ?? [])
    .filter(({ when }) => matches(when, denial, { policyType, action, service, traits }));
  return chosen.length === 0 ? [fallbackHint] : chosen;
}

function indexKeys(when: HintCondition): readonly string[] {
  if (when.traits !== undefined) return when.traits.slice(0, 1).map((trait) => `trait ${trait}`);
  if (when.notPolicy !== undefined && when.notPolicy !== "none") {
    return when.notPolicy.map((cause) => `cause ${cause}`);
  }
  if (when.actions !== undefined) return when.actions.map((action) => `action ${action}`);
  if (when.services !== undefined) return when.services.map((service) => `service ${service}`);
  return (when.policyType ?? []).map((policyType) => `policy ${policyType}`);
}

interface Question {
  readonly policyType: string;
  readonly action: string;
  readonly service: string;
  readonly traits: ReadonlySet<Trait>;
}

function matches(when: HintCondition, denial: Denial, asked: Question): boolean {
  const { denyType, notPolicy } = denial.reason;
  return (
    matchesCause(when.notPolicy, notPolicy) &&
    includes(when.denyType, denyType) &&
    includes(when.policyType, asked.policyType) &&
    includes(when.actions, asked.action) &&
    includes(when.services, asked.service) &&
    (when.traits ?? []).every((trait) => asked.traits.has(trait)) &&
    !(when.without ?? []).some((trait) => asked.traits.has(trait))
  );
}

function matchesCause(
  wanted: HintCondition["notPolicy"],
  cause: Denial["reason"]["notPolicy"],
): boolean {
  if (wanted === undefined) return true;
  return wanted === "none" ? cause === null : cause !== null && wanted.includes(cause);
}

function includes(wanted: readonly string[] | undefined, value: string): boolean {
  return wanted === undefined || wanted.includes(value);
}
