import { coversGlob } from "./covers-glob.ts";
import { coversCidr } from "./matches-cidr.ts";
import type { Mute } from "./mute.ts";

/**
 * Whether whatever `later` matches is matched by `first` too, as far as their texts show: each condition of the first
 * is one of the later, and no narrower. What it does not see it takes for not covered.
 */
export function coversMute(first: Mute, later: Mute): boolean {
  return (
    outlasts(first, later) &&
    same("account", "region", "denyType", "policyType", "identityType") &&
    globs(false, "principal", "resource", "userAgent", "invokedBy") &&
    globs(true, "service", "action") &&
    (first.sourceIp === undefined ||
      (later.sourceIp !== undefined && coversCidr(first.sourceIp, later.sourceIp)))
  );

  function same(...names: readonly (keyof Mute)[]): boolean {
    return names.every((name) => first[name] === undefined || first[name] === later[name]);
  }

  function globs(isCaseless: boolean, ...names: readonly (keyof Mute)[]): boolean {
    const read = (text: string): string => (isCaseless ? text.toLowerCase() : text);
    return names.every((name) => {
      const [outer, inner] = [first[name], later[name]];
      return outer === undefined || (inner !== undefined && coversGlob(read(outer), read(inner)));
    });
  }
}

function outlasts(first: Mute, later: Mute): boolean {
  if (first.until === undefined) return true;
  return later.until !== undefined && Date.parse(later.until) <= Date.parse(first.until);
}
