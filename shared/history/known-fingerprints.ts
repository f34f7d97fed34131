/** What one process remembers of the fingerprints it has met, so that a repeat costs a smaller write. */
export interface KnownFingerprints {
  has(fingerprint: string): boolean;
  /** The item carries what it no longer needs; the next write should read first and tidy. */
  isUntidy(fingerprint: string): boolean;
  add(fingerprint: string, untidy: boolean): void;
}

/** Remembers the newest `most` fingerprints. Forgetting one, or remembering one that expired, costs a request and no more. */
export function createKnownFingerprints(most = 10_000): KnownFingerprints {
  const untidyByFingerprint = new Map<string, boolean>();
  return {
    has: (fingerprint) => untidyByFingerprint.has(fingerprint),
    isUntidy: (fingerprint) => untidyByFingerprint.get(fingerprint) === true,
    add: (fingerprint, untidy) => {
      untidyByFingerprint.delete(fingerprint);
      untidyByFingerprint.set(fingerprint, untidy);
      if (untidyByFingerprint.size <= most) return;
      for (const oldest of untidyByFingerprint.keys()) {
        untidyByFingerprint.delete(oldest);
        break;
      }
    },
  };
}
