import type { LabelledCase } from "./labelled-case.ts";

/** A value of a labelled field, as answered. */
export type Answer = string | boolean | null;

/** One field that was not answered as labelled. */
export interface Miss {
  readonly id: string;
  readonly field: string;
  readonly got: Answer;
  readonly expected: Answer;
  /** A value in `alt`: wrong strictly, right leniently. */
  readonly defensible: boolean;
  /** The label itself is doubtful. */
  readonly unsure: boolean;
}

interface Tally {
  total: number;
  strict: number;
  lenient: number;
}

/** Accuracy per field, and per field and expected class, over labelled cases. */
export interface Score {
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly misses: readonly Miss[];
}

/** Fields with few values, whose accuracy is also told per value. */
const classed = new Set(["denyType", "policyType", "via", "encoded", "notPolicy", "denied"]);

/** Scores the answers to labelled cases; a slug of `notPolicy` counts as right if both are null or neither is. */
export function scoreCases(
  cases: readonly LabelledCase[],
  answer: (labelled: LabelledCase) => Readonly<Record<string, Answer>>,
): Score {
  const tallies = new Map<string, Tally>();
  const misses: Miss[] = [];
  for (const labelled of cases) {
    const answers = answer(labelled);
    for (const [field, expected] of Object.entries(labelled.expect ?? {})) {
      const got = answers[field];
      if (got === undefined) continue;
      const strict = isRight(field, got, expected);
      const alt = labelled.alt?.[field] ?? [];
      const lenient = strict || alt.some((other) => isRight(field, got, other));
      const keys = classed.has(field) ? [field, `${field} = ${expected ?? "null"}`] : [field];
      for (const key of keys) count(tallies, key, strict, lenient);
      if (strict) continue;
      const unsure = labelled.unsure !== undefined;
      misses.push({ id: labelled.id, field, got, expected, defensible: lenient, unsure });
    }
  }
  return { tallies, misses };
}

function isRight(field: string, got: Answer, expected: Answer): boolean {
  return field === "notPolicy" ? (got === null) === (expected === null) : got === expected;
}

function count(tallies: Map<string, Tally>, key: string, strict: boolean, lenient: boolean): void {
  const tally = tallies.get(key) ?? { total: 0, strict: 0, lenient: 0 };
  tally.total++;
  if (strict) tally.strict++;
  if (lenient) tally.lenient++;
  tallies.set(key, tally);
}
