import { hash } from "node:crypto";
import { secondsPerHour } from "./denial-item.ts";
import type { Met } from "./known-fingerprints.ts";
import { epochSeconds, type RecordedDenial } from "./occurrence.ts";

/** Of so many occurrences at first, each is kept. */
const firstKept = 4;
/** As many Regions and sessions as are looked out for; from then on only new Regions are. */
export const mostMarks = 24;

/** What marks an occurrence as one of a Region and a session that were met: 18 bits of each, 4 bytes in an item. */
export function marksOf({ principal, region }: RecordedDenial): readonly [string, string] {
  return [
    mark(`r${region ?? ""}`),
    mark(`s${principal.sessionName ?? ""} ${principal.person ?? ""}`),
  ];
}

function mark(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 3);
}

/**
 * The occurrences of which more than the id is kept: the first few, the first of each Region and session, and one an
 * hour. `denials` ascend by time; `met` is what is known before them.
 */
export function chooseSamples(
  denials: readonly RecordedDenial[],
  met: Pick<Met, "count" | "marks" | "sampledAtSeconds">,
): readonly RecordedDenial[] {
  const marks = new Set(met.marks);
  let { count, sampledAtSeconds } = met;
  return denials.filter((denial) => {
    const isChosen =
      count < firstKept ||
      isNewlyMarked(denial, marks) ||
      epochSeconds(denial.occurredAt) >= sampledAtSeconds + secondsPerHour;
    count += 1;
    if (!isChosen) return false;
    for (const one of marksOf(denial)) marks.add(one);
    sampledAtSeconds = Math.max(sampledAtSeconds, epochSeconds(denial.occurredAt));
    return true;
  });
}

/**
 * Whether a process that has just met the fingerprint, and has counted this occurrence, keeps more of it, by a write of
 * its own: the second occurrence, a new Region or session, and then at growing counts.
 */
export function isWorthAWrite(
  denial: RecordedDenial,
  countBefore: number,
  marks: Met["marks"],
): boolean {
  const count = countBefore + 1;
  return (
    count === 2 ||
    isNewlyMarked(denial, marks) ||
    (count >= 8 && Number.isInteger(Math.log2(count)))
  );
}

function isNewlyMarked(denial: RecordedDenial, marks: ReadonlySet<string>): boolean {
  const [region, session] = marksOf(denial);
  return !marks.has(region) || (!marks.has(session) && marks.size < mostMarks);
}
