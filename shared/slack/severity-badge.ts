import type { Severity } from "../denial/denial.ts";

/** A severity as a mark and a word: never by colour alone. */
export interface SeverityBadge {
  readonly emoji: string;
  readonly word: string;
}

export const severityBadges: Readonly<Record<Severity, SeverityBadge>> = {
  critical: { emoji: "🔴", word: "Critical" },
  warning: { emoji: "🟠", word: "Warning" },
  info: { emoji: "🔵", word: "Info" },
};
