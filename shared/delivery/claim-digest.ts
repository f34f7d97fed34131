import type { ChannelState } from "./take-turn.ts";

/**
 * Takes the digest of the period that ends at `to`, for `leaseMilliseconds`. A channel that never had one gets none of
 * the time before it: its first is of the next period. Of several that were missed only the last is told. Pure.
 */
export function claimDigest(
  state: ChannelState,
  to: number,
  now: number,
  leaseMilliseconds: number,
): { readonly isClaimed: boolean; readonly next: ChannelState | null } {
  const { digest } = state;
  if (digest === undefined) {
    return { isClaimed: false, next: { ...state, digest: { toldTo: to, leaseUntil: 0 } } };
  }
  if (digest.toldTo >= to || digest.leaseUntil > now) return { isClaimed: false, next: null };
  return {
    isClaimed: true,
    next: { ...state, digest: { ...digest, leaseUntil: now + leaseMilliseconds } },
  };
}
