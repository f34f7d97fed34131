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

/** Whether each text that fits `inner` fits `outer`: its wildcards are read as what only a wildcard matches. */
function coversGlob(outer: string, inner: string): boolean {
  let reached = new Set([0]);
  const skipStars = (places: Set<number>): Set<number> => {
    const all = new Set(places);
    for (const place of all) if (outer[place] === "*") all.add(place + 1);
    return all;
  };
  reached = skipStars(reached);
  for (const character of inner) {
    const next = new Set<number>();
    for (const place of reached) {
      const wanted = outer[place];
      if (wanted === "*") next.add(place);
      else if (character !== "*" && (wanted === "?" || wanted === character)) next.add(place + 1);
    }
    reached = skipStars(next);
  }
  return reached.has(outer.length);
}
