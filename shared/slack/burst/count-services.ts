import type { Denial } from "../../denial/denial.ts";
import type { BurstClosedAlert } from "../alert.ts";

/** The services of denials by their IAM prefixes, with how many denials each had, the most first. */
export function countServices(denials: readonly Denial[]): BurstClosedAlert["services"] {
  const named = denials.flatMap(
    ({ action, eventSource }) =>
      (action.iamAction?.split(":") ?? eventSource?.split("."))?.[0] ?? [],
  );
  return [...Map.groupBy(named, (service) => service)]
    .map(([service, of]) => ({ service, fingerprints: of.length }))
    .sort((a, b) => b.fingerprints - a.fingerprints);
}
