import type { DenyType, NotPolicyCause, PolicyType } from "../denial/reason.ts";
import type { Fixer } from "./advice.ts";
import type { AwsDocName } from "./aws-docs.ts";
import type { ConsolePageName } from "./console-pages.ts";
import type { Trait } from "./find-traits.ts";

/** How near a hint is to the very request, nearest first: the order in which the hints of a denial are told. */
export const hintRanks = [
  "alarm",
  "cause",
  "caller",
  "request",
  "layer",
  "context",
  "tool",
  "last-resort",
] as const;
export type HintRank = (typeof hintRanks)[number];

/** Which denials a hint is for: all that is named must hold, any member of a list will do. */
export interface HintCondition {
  /** "none": the message names an IAM policy, or nothing at all. */
  readonly notPolicy?: readonly NotPolicyCause[] | "none";
  readonly denyType?: readonly DenyType[];
  /** The layer that is the real culprit: `via` where the message has one, else `policyType`. */
  readonly policyType?: readonly PolicyType[];
  /** Canonical IAM actions, lower-cased. */
  readonly actions?: readonly string[];
  /** Prefixes of IAM actions: `kms`. */
  readonly services?: readonly string[];
  /** Every one of them must hold. */
  readonly traits?: readonly Trait[];
  /** None of them may hold. */
  readonly without?: readonly Trait[];
}

/**
 * One situation of the catalogue. Texts are plain, with facts of the denial in braces (`{action}`, see `HintFacts`).
 * A text that names a fact which a denial lacks is left out for it.
 */
export interface HintEntry {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly rank: HintRank;
  readonly when: HintCondition;
  /** What it means, in one sentence; names only facts that every denial has. */
  readonly text: string;
  readonly fixers: readonly Fixer[];
  /** What to do, in order. Of a list of alternatives the first is told whose facts are all known. */
  readonly steps: readonly (string | readonly string[])[];
  /** A shell command; left out where a value would need quoting. */
  readonly command?: string;
  /** The policy type that a suggested Allow statement goes into, where an Allow is the right fix. */
  readonly grant?: PolicyType;
  /** When not to grant. */
  readonly warning: string | null;
  readonly pages: readonly ConsolePageName[];
  readonly docs: readonly AwsDocName[];
}
