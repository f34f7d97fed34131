import { severities } from "../../denial/denial.ts";
import type { Severity } from "../../denial/denial.ts";
import type { BurstAlert, BurstSummaryAlert } from "../alert.ts";

/** The highest of its denials; where it looks like reconnaissance one step more, and a warning at least. */
export function burstSeverity({
  denials,
  reconnaissance,
}: Pick<BurstAlert | BurstSummaryAlert, "denials" | "reconnaissance">): Severity {
  const highest = Math.max(0, ...denials.map(({ denial }) => severities.indexOf(denial.severity)));
  const raised = reconnaissance === null ? highest : highest + 1;
  return severities[Math.min(raised, severities.length - 1)] ?? "critical";
}
