import type { DigestSpan } from "./due-digest.ts";
import type { ChannelState } from "./take-turn.ts";

/** The longest digest; with the one before it, that it is compared with, within the 60 days that the history counts. */
const mostMilliseconds = 28 * 86_400_000;

/**
 * Takes the digest that is `due`, for `leaseMilliseconds`; a `span` of null where there is none to tell. It covers what
 * no digest of the channel did yet, 28 days at most: more than its period where some were missed, less where another
 * schedule told of a part. A channel that never had one gets none of the time before it: its first is of the next
 * period. Pure.
 */
export function claimDigest(
  state: ChannelState,
  due: DigestSpan,
  now: number,
  leaseMilliseconds: number,
): { readonly span: DigestSpan | null; readonly next: ChannelState | null } {
  const { digest } = state;
  const to = due.to.getTime();
  if (digest === undefined) {
    return { span: null, next: { ...state, digest: { toldTo: to, leaseUntil: 0 } } };
  }
  if (digest.toldTo >= to || digest.leaseUntil > now) return { span: null, next: null };
  return {
    span: { ...due, from: new Date(Math.max(digest.toldTo, to - mostMilliseconds)) },
    next: { ...state, digest: { ...digest, leaseUntil: now + leaseMilliseconds } },
  };
}
