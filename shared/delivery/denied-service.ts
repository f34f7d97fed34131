import type { Denial } from "../denial/denial.ts";

/** The service's prefix in IAM, in lower case: of the action that was refused, else of the event's source; null for neither. */
export function deniedService({ action, eventSource }: Denial): string | null {
  const prefix = action.iamAction?.split(":")[0] ?? eventSource?.split(".")[0] ?? "";
  return prefix === "" ? null : prefix.toLowerCase();
}
