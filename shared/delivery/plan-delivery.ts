import { principalDigest } from "../history/denial-item.ts";
import type { HistoryEntry } from "../history/known-denial.ts";
import { type BurstStep, continueBurst } from "./continue-burst.ts";
import type { Burst, ChannelState } from "./take-turn.ts";

/** What a channel is to be told now, of what is pending and due. */
export interface ChannelPlan {
  readonly channel: string;
  /** A step for each open burst that is due: the principal's digest, and what was held. */
  readonly bursts: readonly {
    readonly principal: string;
    readonly burst: Burst;
    readonly step: Exclude<BurstStep, { kind: "wait" }>;
    readonly held: readonly HistoryEntry[];
  }[];
  /** Each in a message of its own. */
  readonly single: readonly HistoryEntry[];
  /** Too many for that: by name in as few messages as hold them. */
  readonly backlog: readonly HistoryEntry[];
}

/** More than these at once are a summary. */
const mostSingle = 5;

/** Sorts what is due for a channel into bursts that go on, single alerts and a backlog. Pure. */
export function planDelivery(
  channel: string,
  state: ChannelState,
  due: readonly HistoryEntry[],
  nowMilliseconds: number,
  burstWindowMilliseconds: number,
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
  const bursts = Object.entries(state.bursts).flatMap(([principal, burst]) => {
    const held = heldBy.get(principal) ?? [];
    const step = continueBurst(burst, held.length, nowMilliseconds, burstWindowMilliseconds);
    return step.kind === "wait" ? [] : [{ principal, burst, step, held }];
  });
  return rest.length > mostSingle
    ? { channel, bursts, single: [], backlog: rest }
    : { channel, bursts, single: rest, backlog: [] };
}
