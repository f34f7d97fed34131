/** Of a fingerprint, 32 bits of its hash: enough to tell the few denials of one channel's window apart. */
export function shortDenialId(fingerprint: string): string {
  return fingerprint.slice("fp1_".length, "fp1_".length + 8);
}
