import type { Denial } from "../denial/denial.ts";
import { findIamAction } from "../iam/find-iam-action.ts";
import type { AccessLevel } from "../remediation/advice.ts";

/** What makes a burst look like somebody trying out what credentials may do, in numbers for the message. */
export interface Reconnaissance {
  /** How many AWS services were tried. */
  readonly services: number;
  /** The share of different calls that only read or list, 0 to 1. */
  readonly readShare: number;
  /** Calls for each different denial: whoever probes tries each thing once or twice, what is broken retries. */
  readonly callsEach: number;
}

/**
 * Published rules for discovery start at more than five different read calls of one identity; five services keep a
 * program that reads its own few things out. Each value belongs to what still counts as reconnaissance.
 */
export const reconnaissanceThresholds = {
  fewestDenials: 6,
  fewestServices: 5,
  lowestReadShare: 0.8,
  mostCallsEach: 3,
} as const;

const readLevels: ReadonlySet<AccessLevel> = new Set(["list", "read"]);
const readVerb = /^(?:batch)?(?:get|list|describe|head|lookup|search|query|scan|view)/i;

/**
 * Whether the denials of one principal look like an enumeration: many services, hardly anything but reads, few
 * repeats. Null where they do not. A look, no proof: a security scanner looks the same. Pure.
 */
export function findReconnaissance(
  denials: readonly { readonly denial: Denial; readonly count: number }[],
): Reconnaissance | null {
  const services = new Set(denials.flatMap(({ denial }) => serviceOf(denial) ?? []));
  const reads = denials.filter(({ denial }) => isRead(denial)).length;
  const calls = denials.reduce((sum, { count }) => sum + count, 0);
  const limits = reconnaissanceThresholds;
  if (denials.length < limits.fewestDenials || services.size < limits.fewestServices) return null;
  const found: Reconnaissance = {
    services: services.size,
    readShare: reads / denials.length,
    callsEach: calls / denials.length,
  };
  return found.readShare >= limits.lowestReadShare && found.callsEach <= limits.mostCallsEach
    ? found
    : null;
}

function serviceOf({ action, eventSource }: Denial): string | null {
  const prefix = action.iamAction?.split(":")[0]?.toLowerCase() ?? "";
  if (prefix !== "") return prefix;
  return eventSource?.split(".")[0]?.toLowerCase() ?? null;
}

/** IAM's own access level first; CloudTrail's flag and the verb where IAM does not know the action. */
function isRead({ action, eventName, readOnly }: Denial): boolean {
  const level = findIamAction(action.iamAction ?? "")?.accessLevel;
  if (level !== undefined) return readLevels.has(level);
  const verb = action.iamAction?.split(":")[1] ?? eventName ?? "";
  return readOnly ?? readVerb.test(verb);
}
