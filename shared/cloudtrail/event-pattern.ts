import { compileMatcher, type FieldMatcher } from "./pattern-matcher.ts";
import { flattenEvent, isConsistent, type EventField } from "./flatten-event.ts";

/** A pattern ready to match events, or why EventBridge would refuse it. */
export type CompiledEventPattern =
  | { readonly kind: "compiled"; readonly matches: (event: unknown) => boolean }
  | { readonly kind: "invalid"; readonly reason: string };

/** All matchers of one alternative of the pattern, by field path; every path must match. */
type Rule = ReadonlyMap<string, readonly FieldMatcher[]>;

/** EventBridge refuses a pattern whose `$or`s combine to more ("Comparison operators", EventBridge User Guide). */
const maxRules = 1000;

class InvalidPattern extends Error {}

/**
 * Compiles an EventBridge event pattern for local use, with the verdicts of EventBridge's own open-source engine
 * (aws/event-ruler): operators, `$or`, dotted names, and arrays of objects whose fields must agree on the element.
 * Operators that are not known make the pattern invalid, never a silent mismatch.
 */
export function compileEventPattern(pattern: unknown): CompiledEventPattern {
  let rules: readonly Rule[];
  try {
    rules = compileObject(pattern, "");
  } catch (error) {
    if (error instanceof InvalidPattern) return { kind: "invalid", reason: error.message };
    throw error;
  }
  return {
    kind: "compiled",
    matches: (event) => {
      const fields = flattenEvent(event);
      return rules.some((rule) => matchesRule([...rule], 0, fields, []));
    },
  };
}

function compileObject(value: unknown, path: string): readonly Rule[] {
  if (!isObject(value)) throw new InvalidPattern(`Cannot read "${path}": it is no object`);
  const entries = Object.entries(value);
  if (entries.length === 0) throw new InvalidPattern(`Cannot read "${path}": it is empty`);
  let rules: readonly Rule[] = [new Map()];
  for (const [name, member] of entries) {
    const alternatives = compileMember(name, member, path);
    rules = rules.flatMap((rule) => alternatives.map((other) => both(rule, other)));
    if (rules.length > maxRules) {
      throw new InvalidPattern(`Cannot use the pattern: its "$or"s make over ${maxRules} rules`);
    }
  }
  return rules;
}

function compileMember(name: string, member: unknown, path: string): readonly Rule[] {
  if (name === "$or" && Array.isArray(member)) return compileOr(member, path);
  const full = path === "" ? name : `${path}.${name}`;
  if (Array.isArray(member)) {
    if (member.length === 0) throw new InvalidPattern(`Cannot read "${full}": its list is empty`);
    return [new Map([[full, member.map((one) => compileValue(one, full))]])];
  }
  if (!isObject(member)) throw new InvalidPattern(`Cannot read "${full}": it must be a list`);
  return compileObject(member, full);
}

function compileOr(members: readonly unknown[], path: string): readonly Rule[] {
  if (members.length < 2) throw new InvalidPattern('Cannot read "$or": it needs two patterns');
  return members.flatMap((member) => compileObject(member, path));
}

function compileValue(value: unknown, path: string): FieldMatcher {
  const matcher = compileMatcher(value);
  if (matcher.kind === "invalid")
    throw new InvalidPattern(`Cannot read "${path}": ${matcher.reason}`);
  return matcher.matcher;
}

/** Both rules at once. One field in both is refused: what EventBridge makes of it is not documented. */
function both(one: Rule, other: Rule): Rule {
  const joined = new Map(one);
  for (const [path, matchers] of other) {
    if (joined.has(path)) throw new InvalidPattern(`Cannot read "${path}": it is there twice`);
    joined.set(path, matchers);
  }
  return joined;
}

/** Chooses one field for each path, all in elements of arrays that agree. */
function matchesRule(
  paths: readonly (readonly [string, readonly FieldMatcher[]])[],
  index: number,
  fields: ReadonlyMap<string, readonly EventField[]>,
  chosen: readonly EventField[],
): boolean {
  const next = paths[index];
  if (next === undefined) return true;
  const [path, matchers] = next;
  const candidates = fields.get(path) ?? [];
  if (candidates.length === 0) {
    return (
      matchers.some((matcher) => matcher.onAbsent) && matchesRule(paths, index + 1, fields, chosen)
    );
  }
  return candidates.some(
    (field) =>
      matchers.some((matcher) => matcher.onValue(field.value)) &&
      chosen.every((other) => isConsistent(other, field)) &&
      matchesRule(paths, index + 1, fields, [...chosen, field]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
