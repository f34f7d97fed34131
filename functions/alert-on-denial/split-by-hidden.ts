import type { Denial } from "../../shared/denial/denial.ts";
import type { Hidden } from "../../shared/history/count-settings.ts";
import {
  type Occurrences,
  occurrencesOf,
  type RecordedDenial,
} from "../../shared/history/occurrence.ts";

/** Occurrences of one fingerprint that the same mute or benign entry keeps quiet, or that none does. */
export interface HiddenAlike {
  readonly hidden: Hidden | null;
  readonly occurrences: Occurrences;
}

/**
 * A mute may match some calls of a fingerprint and not others: by address, Region, user agent. One part for each that
 * hides, one write each; what is to be told comes first.
 */
export function splitByHidden(
  occurrences: Occurrences,
  findHidden: (denial: Denial) => Hidden | null,
): readonly HiddenAlike[] {
  const parts = new Map<string, { readonly hidden: Hidden | null; denials: RecordedDenial[] }>();
  for (const denial of occurrences.denials) {
    const hidden = findHidden(denial);
    const key = hidden === null ? "" : `${hidden.status} ${hidden.by}`;
    const part = parts.get(key) ?? { hidden, denials: [] };
    part.denials.push(denial);
    parts.set(key, part);
  }
  return [...parts.values()]
    .toSorted((a, b) => Number(a.hidden !== null) - Number(b.hidden !== null))
    .map(({ hidden, denials }) => ({ hidden, occurrences: occurrencesOf(denials) }));
}
