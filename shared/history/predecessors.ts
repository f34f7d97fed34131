import type { Predecessor } from "./known-denial.ts";

/** Predecessors that were found and go into their item with its next write, so that they cost none of their own. */
export interface Predecessors {
  get(fingerprint: string): Predecessor | null;
  set(fingerprint: string, predecessor: Predecessor): void;
  written(fingerprint: string): void;
}

/** Remembers the newest `most`. A forgotten one is not named in the history. */
export function createPredecessors(most = 1000): Predecessors {
  const byFingerprint = new Map<string, Predecessor>();
  return {
    get: (fingerprint) => byFingerprint.get(fingerprint) ?? null,
    set: (fingerprint, predecessor) => {
      byFingerprint.set(fingerprint, predecessor);
      if (byFingerprint.size <= most) return;
      for (const oldest of byFingerprint.keys()) {
        byFingerprint.delete(oldest);
        break;
      }
    },
    written: (fingerprint) => {
      byFingerprint.delete(fingerprint);
    },
  };
}
