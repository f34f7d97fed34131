import { principalDigest } from "../history/denial-item.ts";
import type { HistoryEntry } from "../history/known-denial.ts";
import { type BurstStep, continueBurst } from "./continue-burst.ts";
import { findBursts } from "./find-bursts.ts";
import type { Burst, ChannelState, TurnLimits } from "./take-turn.ts";

/** What a channel is to be told now, of what is pending and due. */
export interface ChannelPlan {
  readonly channel: string;
  /** A step for each open burst that is due: the principal's digest, and what was held. */
  readonly bursts: readonly {
    readonly principal: string;
    readonly burst: Burst;
    /** `open`: as `summarise`, and the first message of it. */
    readonly step:
      Exclude<BurstStep, { kind: "wait" }> | { readonly kind: "open"; readonly next: Burst };
    readonly held: readonly HistoryEntry[];
  }[];
  /** Each in a message of its own. */
  readonly single: readonly HistoryEntry[];
  /** Too many for that: by name in as few messages as hold them. */
  readonly backlog: readonly HistoryEntry[];
}

/** More than these at once are a summary. */
const mostSingle = 5;

/**
 * Sorts what is due for a channel into bursts, single alerts and a backlog. `isComing`: more of a principal's new denials
 * are pending for the channel than are due, or may be; its burst is not over. Pure.
 */
export function planDelivery(
  channel: string,
  state: ChannelState,
  due: readonly HistoryEntry[],
  nowMilliseconds: number,
  limits: Pick<TurnLimits, "burst">,
  isComing: (principal: string) => boolean,
): ChannelPlan {
  const heldBy = new Map<string, HistoryEntry[]>(Object.keys(state.bursts).map((p) => [p, []]));
  const rest: HistoryEntry[] = [];
  for (const entry of due) {
    const held =
      entry.alertKind === "new"
        ? heldBy.get(principalDigest(entry.sample.principal.key))
        : undefined;
    (held ?? rest).push(entry);
  }
  const goingOn = Object.entries(state.bursts).flatMap(([principal, burst]) => {
    const held = heldBy.get(principal) ?? [];
    const { windowMilliseconds } = limits.burst;
    const step = continueBurst(burst, held.length, nowMilliseconds, windowMilliseconds);
    const isEarly = step.kind === "close" && isComing(principal);
    return step.kind === "wait" || isEarly ? [] : [{ principal, burst, step, held }];
  });
  const { opened, others } = findBursts(rest, state.posts, nowMilliseconds, limits);
  const bursts = [...goingOn, ...opened];
  return others.length > mostSingle
    ? { channel, bursts, single: [], backlog: others }
    : { channel, bursts, single: others, backlog: [] };
}
