import type { Denial } from "../denial/denial.ts";

/** A denial's own names, which a sentence quotes as if they were words. Short and all-lower-case ones are words too. */
export function knownNames({ principal, action, resource }: Denial): ReadonlySet<string> {
  const names = [
    principal.name,
    principal.sessionName,
    principal.person,
    principal.account,
    action.text,
    action.iamAction,
    resource.text,
    resource.normalised,
  ];
  const isTelling = (name: string | null): name is string =>
    name !== null && name.length >= 3 && !/^[a-z]+$/.test(name);
  return new Set(names.filter(isTelling));
}
