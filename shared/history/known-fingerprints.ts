import { countsOf, type DenialItem, numberOf } from "./denial-item.ts";
import { hiddenCountsOf } from "./hidden-counts.ts";

/** What one process remembers of a fingerprint's item, so that a repeat costs a smaller write. Never relied on. */
export interface Met {
  readonly firstSeenSeconds: number;
  readonly lastSeenSeconds: number;
  /** What was counted until then is known by the second item only. */
  readonly movedToSeconds: number;
  readonly roomBytes: number;
  readonly count: number;
  /** Epoch hours and days that the first item has counts of. */
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  /** The mutes and benign entries that the first item has counts of. */
  readonly hiders: ReadonlySet<string>;
  /** When the process last kept a sample, or met the fingerprint, in epoch seconds of the event. */
  readonly sampledAtSeconds: number;
  /** Regions and sessions of which a sample was kept; see `marksOf`. */
  readonly marks: ReadonlySet<string>;
}

/** What an item tells a process. */
export function metOf(item: DenialItem, sampledAtSeconds: number): Met {
  return {
    firstSeenSeconds: numberOf(item["f"]) ?? 0,
    lastSeenSeconds: numberOf(item["l"]) ?? 0,
    movedToSeconds: numberOf(item["q"]) ?? 0,
    roomBytes: numberOf(item["b"]) ?? 0,
    count: numberOf(item["n"]) ?? 0,
    hours: new Set(countsOf(item, "h").keys()),
    days: new Set(countsOf(item, "y").keys()),
    hiders: new Set(hiddenCountsOf(item).keys()),
    sampledAtSeconds,
    marks: new Set(item["u"]?.SS),
  };
}

export interface KnownFingerprints {
  get(fingerprint: string): Met | null;
  set(fingerprint: string, met: Met): void;
}

/** Remembers the newest `most` fingerprints. Forgetting one, or remembering one that expired, costs a request and no more. */
export function createKnownFingerprints(most = 5000): KnownFingerprints {
  const metByFingerprint = new Map<string, Met>();
  return {
    get: (fingerprint) => metByFingerprint.get(fingerprint) ?? null,
    set: (fingerprint, met) => {
      metByFingerprint.delete(fingerprint);
      metByFingerprint.set(fingerprint, met);
      if (metByFingerprint.size <= most) return;
      for (const oldest of metByFingerprint.keys()) {
        metByFingerprint.delete(oldest);
        break;
      }
    },
  };
}
