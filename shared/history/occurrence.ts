import type { Denial } from "../denial/denial.ts";

/** A denial that a CloudTrail record tells of, so that it has an id and a time and can be counted. */
export interface RecordedDenial extends Denial {
  readonly eventId: string;
  readonly dedupeId: string;
  readonly occurredAt: string;
}

/** All occurrences of one fingerprint in one batch, in the order of their times, copies of one event once. */
export interface Occurrences {
  readonly fingerprint: string;
  /** Those that are at hand, ascending: all of them, or some of a backfill's. */
  readonly denials: readonly RecordedDenial[];
  /** The newest denial of the batch: what an alert shows. */
  readonly latest: RecordedDenial;
  readonly dedupeIds: readonly string[];
  /** Epoch seconds, ascending, one for each of `dedupeIds`. */
  readonly timesSeconds: readonly number[];
}

/** Whether a denial can be counted: a bare message has neither an id nor a time. */
export function isRecorded(denial: Denial): denial is RecordedDenial {
  return denial.eventId !== null && denial.dedupeId !== null && denial.occurredAt !== null;
}

/** Epoch seconds of an ISO 8601 time. */
export function epochSeconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}

/** Groups a batch by fingerprint, so that n occurrences cost what one costs. */
export function groupOccurrences(denials: readonly RecordedDenial[]): readonly Occurrences[] {
  const groups = new Map<string, Map<string, RecordedDenial>>();
  for (const denial of denials) {
    const group = groups.get(denial.fingerprint) ?? new Map<string, RecordedDenial>();
    groups.set(denial.fingerprint, group);
    if (!group.has(denial.dedupeId)) group.set(denial.dedupeId, denial);
  }
  return [...groups.values()].map((group) => occurrencesOf([...group.values()]));
}

/** Denials of one fingerprint, at least one and each event once, as occurrences. */
export function occurrencesOf(denials: readonly RecordedDenial[]): Occurrences {
  const sorted = denials.toSorted(
    (a, b) => epochSeconds(a.occurredAt) - epochSeconds(b.occurredAt),
  );
  const latest = sorted.at(-1);
  if (latest === undefined) throw new Error("Cannot group occurrences: there are none");
  return {
    fingerprint: latest.fingerprint,
    denials: sorted,
    latest,
    dedupeIds: sorted.map((denial) => denial.dedupeId),
    timesSeconds: sorted.map((denial) => epochSeconds(denial.occurredAt)),
  };
}
