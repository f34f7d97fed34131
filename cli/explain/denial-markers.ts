import { errorPlaces } from "../../shared/cloudtrail/denial-text.ts";

/** How every error field of a record begins in its JSON; and an escape by which JSON could spell it otherwise. */
const markers = [
  Buffer.from(`"${commonStart(errorPlaces.flatMap(({ code, message }) => [code, message]))}`),
  Buffer.from("\\u00"),
];

/**
 * Answers, for stretches asked for in rising order, whether one holds what every denial record holds. A stretch that
 * holds none is no denial; one that holds some must be parsed. Each byte is looked at once a marker, however many
 * stretches are asked for.
 */
export function createMarkerFinder(bytes: Buffer): (start: number, end: number) => boolean {
  const next = markers.map(() => -1);
  return (start, end) => {
    let found = false;
    for (let index = 0; index < markers.length; index++) {
      let at = next[index] ?? -1;
      if (at < start) {
        at = bytes.indexOf(markers[index] ?? "", start);
        if (at === -1) at = Number.POSITIVE_INFINITY;
        next[index] = at;
      }
      found ||= at < end;
    }
    return found;
  };
}

function commonStart(names: readonly string[]): string {
  const [first = ""] = names;
  let length = first.length;
  while (!names.every((name) => name.startsWith(first.slice(0, length)))) length--;
  return first.slice(0, length);
}
