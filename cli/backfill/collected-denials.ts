import {
  epochSeconds,
  type Occurrences,
  type RecordedDenial,
} from "../../shared/history/occurrence.ts";

interface Group {
  latest: Occurrences["latest"];
  readonly denials: RecordedDenial[];
  readonly times: Map<string, number>;
}

/** Denials of one fingerprint that are held whole, for the history's samples; of the others, the id and the time. */
const mostWhole = 10;

/** Denials of many batches by fingerprint, copies of an event once, so that a fingerprint is written once for them all. */
export interface CollectedDenials {
  /** Takes those that happened from `startSeconds` to `endSeconds`, and says how many did not. */
  add(groups: readonly Occurrences[]): { readonly outside: number };
  /** Events held. */
  readonly size: () => number;
  /** Gives them away. */
  take(): readonly Occurrences[];
}

export function collectDenials(startSeconds: number, endSeconds: number): CollectedDenials {
  let groups = new Map<string, Group>();
  let size = 0;
  return {
    add(found) {
      let outside = 0;
      for (const { fingerprint, latest, denials, dedupeIds, timesSeconds } of found) {
        const group = groups.get(fingerprint) ?? {
          latest,
          denials: [],
          times: new Map<string, number>(),
        };
        dedupeIds.forEach((id, index) => {
          const seconds = timesSeconds[index] ?? 0;
          if (seconds < startSeconds || seconds > endSeconds) outside += 1;
          else if (!group.times.has(id)) {
            group.times.set(id, seconds);
            size += 1;
          }
        });
        const room = mostWhole - group.denials.length;
        const held = new Set(group.denials.map(({ dedupeId }) => dedupeId));
        const whole = denials.filter((one) => group.times.has(one.dedupeId));
        group.denials.push(...whole.filter((one) => !held.has(one.dedupeId)).slice(0, room));
        if (epochSeconds(latest.occurredAt) >= epochSeconds(group.latest.occurredAt)) {
          group.latest = latest;
        }
        if (group.times.size > 0) groups.set(fingerprint, group);
      }
      return { outside };
    },
    size: () => size,
    take() {
      const taken = [...groups].map(([fingerprint, { latest, denials, times }]): Occurrences => {
        const sorted = [...times].sort(([, a], [, b]) => a - b);
        return {
          fingerprint,
          latest,
          denials: denials.toSorted(
            (a, b) => epochSeconds(a.occurredAt) - epochSeconds(b.occurredAt),
          ),
          dedupeIds: sorted.map(([id]) => id),
          timesSeconds: sorted.map(([, seconds]) => seconds),
        };
      });
      groups = new Map();
      size = 0;
      return taken;
    },
  };
}
