import { severities } from "../denial/denial.ts";
import type { Denial } from "../denial/denial.ts";

/** The most severe first; among equals the order stays. */
export function sortBySeverity<T extends { readonly denial: Denial }>(
  items: readonly T[],
): readonly T[] {
  const rank = ({ denial }: T): number => severities.indexOf(denial.severity);
  return items.toSorted((a, b) => rank(b) - rank(a));
}
