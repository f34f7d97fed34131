import type { Denial } from "../denial/denial.ts";

/** Version and 48 bits of hash: enough for `denywatch show` to find the one denial. */
const prefixLength = "fp1_".length + 12;

/** A fingerprint's beginning, short enough to type. */
export function fingerprintPrefix({ fingerprint }: Pick<Denial, "fingerprint">): string {
  return fingerprint.slice(0, prefixLength);
}
