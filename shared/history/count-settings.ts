import type { FingerprintRule } from "../denial/fingerprint-rules.ts";

/** What counting depends on besides the denial itself. */
export interface CountSettings {
  /** How long an item outlives the last occurrence, in days. */
  readonly keepDays: number;
  /** How long whoever counts a new denial has for telling it before another may, in milliseconds. */
  readonly leaseMilliseconds: number;
  /** The fingerprint rules, where they are not those of this version. */
  readonly fingerprintRules?: readonly FingerprintRule[];
}

export const defaultCountSettings: CountSettings = { keepDays: 400, leaseMilliseconds: 60_000 };

/** What keeps a denial quiet: the mute or benign entry that matched. */
export interface Hidden {
  readonly status: "muted" | "benign";
  /** The id of the mute or of the benign entry. */
  readonly by: string;
}
