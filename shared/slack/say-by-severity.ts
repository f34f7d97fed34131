import { severities } from "../denial/denial.ts";
import type { Denial } from "../denial/denial.ts";
import { severityBadges } from "./severity-badge.ts";

/** "1 critical, 2 info", the most severe first; null for no denials. */
export function sayBySeverity(items: readonly { readonly denial: Denial }[]): string | null {
  const counts = severities.toReversed().flatMap((severity) => {
    const count = items.filter(({ denial }) => denial.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severityBadges[severity].word.toLowerCase()}`];
  });
  return counts.length === 0 ? null : counts.join(", ");
}
