import { principalDigest } from "../history/denial-item.ts";
import type { HistoryEntry } from "../history/known-denial.ts";
import { shortDenialId } from "./short-denial-id.ts";
import {
  type Burst,
  firstSummaryMilliseconds,
  newPostsOf,
  type Post,
  type TurnLimits,
} from "./take-turn.ts";

/** A burst that nobody could open while it came. */
export interface FoundBurst {
  readonly principal: string;
  readonly burst: Burst;
  readonly step: { readonly kind: "open"; readonly next: Burst };
  readonly held: readonly HistoryEntry[];
}

/**
 * The bursts among pending alerts that had no turn, for lack of budget or because Slack did not take anything for a
 * moment: with what was told of the principal, more new denials within the window that ends now than are told one by
 * one. What piled up before is no burst any more, and stays among the `others`. Pure.
 */
export function findBursts(
  pending: readonly HistoryEntry[],
  posts: readonly Post[],
  nowMilliseconds: number,
  { burst: { newFingerprints, windowMilliseconds } }: Pick<TurnLimits, "burst">,
): { readonly opened: readonly FoundBurst[]; readonly others: readonly HistoryEntry[] } {
  const since = nowMilliseconds - windowMilliseconds;
  const recent = pending.filter(
    ({ alertKind, firstSeenSeconds }) => alertKind === "new" && firstSeenSeconds * 1000 > since,
  );
  const opened: FoundBurst[] = [];
  const byPrincipal = Map.groupBy(recent, ({ sample }) => principalDigest(sample.principal.key));
  for (const [principal, held] of byPrincipal) {
    const told = newPostsOf(
      principal,
      posts.filter(([, at]) => at > since),
    );
    const openers = told.flatMap(([, , denial]) => denial ?? []);
    // One that had a turn in vain is pending too.
    const further = held.filter((entry) => !openers.includes(shortDenialId(entry.fingerprint)));
    if (told.length + further.length <= newFingerprints) continue;
    const times = [...told.map(([, at]) => at), ...held.map((e) => e.firstSeenSeconds * 1000)];
    const burst: Burst = {
      since: Math.min(...times),
      lastNew: nowMilliseconds,
      nextSummaryAt: nowMilliseconds + firstSummaryMilliseconds,
      interval: firstSummaryMilliseconds,
      named: told.length,
      openers,
    };
    opened.push({ principal, burst, step: { kind: "open", next: burst }, held });
  }
  const inBurst = new Set(opened.flatMap(({ held }) => held));
  return { opened, others: pending.filter((entry) => !inBurst.has(entry)) };
}
