/** Whether each text that fits `inner` fits `outer`: its wildcards are read as what only a wildcard matches. */
export function coversGlob(outer: string, inner: string): boolean {
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
