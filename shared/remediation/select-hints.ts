import { remember } from "../caching/remember.ts";
import type { Denial } from "../denial/denial.ts";
import { fallbackHint } from "./fallback-hint.ts";
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

interface Situation {
  readonly denial: Pick<Denial, "reason" | "action">;
  readonly traits: ReadonlySet<Trait>;
}

const selections = new WeakMap<ReadonlySet<Trait>, ReturnType<typeof createSelection>>();

/** The catalogue's entries for a denial, most specific first, never none. */
export function selectHints(
  denial: Situation["denial"],
  traits: ReadonlySet<Trait>,
): readonly HintEntry[] {
  const { reason, action } = denial;
  let select = selections.get(traits);
  if (select === undefined) {
    select = createSelection();
    selections.set(traits, select);
  }
  // All that a condition asks for besides the traits; the action, in which anything may stand, comes last.
  const asked = `${reason.denyType} ${reason.via ?? reason.policyType} ${reason.notPolicy ?? ""} ${action.iamAction ?? ""}`;
  return select(asked, { denial, traits });
}

function createSelection() {
  return remember(1000, (_asked, { denial, traits }: Situation) => chooseHints(denial, traits));
}

function chooseHints(
  { reason, action: { iamAction } }: Situation["denial"],
  traits: ReadonlySet<Trait>,
): readonly HintEntry[] {
  const policyType = reason.via ?? reason.policyType;
  const action = iamAction?.toLowerCase() ?? "";
  const service = action.slice(0, Math.max(0, action.indexOf(":")));
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
    .filter(({ when }) => matches(when, reason, { policyType, action, service, traits }));
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

function matches(
  when: HintCondition,
  { denyType, notPolicy }: Denial["reason"],
  asked: Question,
): boolean {
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
