import type { AlertKind, KnownDenial } from "../history/known-denial.ts";
import { findReturn, type Return } from "./find-return.ts";

/** When a known denial is told again. */
export interface AlertThresholds {
  /** Back after this many days without an occurrence: told again. */
  readonly quietDays: number;
  /** Told again each time the count reaches this many times what it was when last told. */
  readonly growthFactor: number;
}

export const defaultAlertThresholds: AlertThresholds = { quietDays: 7, growthFactor: 10 };

/** What counting found, as far as deciding depends on it. */
export type CountedState =
  | { readonly kind: "new" }
  | { readonly kind: "repeat"; readonly added: number; readonly known: KnownDenial }
  | { readonly kind: "duplicate"; readonly known: KnownDenial };

/**
 * What to do about occurrences. `tell-claimed`: the count itself took the claim. `tell`: claim it first; `quietDays` are
 * the whole days before an `again`, null where they are not known. `hide`: a mute or the benign catalogue keeps it
 * quiet. `leave`: nothing to tell, or somebody else is at it.
 */
export type AlertDecision =
  | { readonly kind: "tell-claimed"; readonly alert: "new" }
  | { readonly kind: "tell"; readonly alert: AlertKind; readonly quietDays: number | null }
  | { readonly kind: "hide" }
  | { readonly kind: "leave" };

/** Events of an hour come in any order; one that is older than that by the last one's time comes late, and tells nothing. */
const lateSeconds = 3600;

const leave: AlertDecision = { kind: "leave" };

/**
 * Whether to tell about occurrences seen at `timesSeconds`, ascending, copies among them. Pure; `now` decides only
 * whether a lease has run out, and whether an event of what had stopped is old.
 */
export function decideAlert(
  counted: CountedState,
  isHidden: boolean,
  timesSeconds: readonly number[],
  now: Date,
  thresholds: AlertThresholds,
): AlertDecision {
  if (isHidden) return { kind: "hide" };
  if (counted.kind === "new") return { kind: "tell-claimed", alert: "new" };

  const { known } = counted;
  if (counted.kind === "duplicate" && isCopyOfHidden(known, timesSeconds)) return leave;
  switch (known.status) {
    case "pending":
      return counted.kind === "duplicate" && known.leaseUntilMilliseconds <= now.getTime()
        ? { kind: "tell", alert: known.alertKind, quietDays: known.quietDays }
        : leave;
    case "muted":
    case "benign":
      return { kind: "tell", alert: "new", quietDays: null };
    case "resolved":
      return again(findReturn(counted.kind, known, timesSeconds, now, thresholds.quietDays));
    case "told":
    case "seen": {
      const returned = findReturn(counted.kind, known, timesSeconds, now, thresholds.quietDays);
      return returned === null
        ? decideGrowth(counted, timesSeconds, thresholds.growthFactor)
        : again(returned);
    }
  }
}

/**
 * What was hidden when it was counted is not met again by a copy. Any other copy may be of an event whose first delivery
 * was killed after its count and before its claim: what was to be told then, and was not, is told now.
 */
function isCopyOfHidden(
  { status, lastHiddenSeconds, count, hiddenCount }: KnownDenial,
  timesSeconds: readonly number[],
): boolean {
  if (status === "pending") return false;
  return (lastHiddenSeconds ?? 0) >= (timesSeconds.at(-1) ?? 0) || count === hiddenCount;
}

function again(returned: Return | null): AlertDecision {
  return returned === null
    ? leave
    : { kind: "tell", alert: "again", quietDays: returned.quietDays };
}

function decideGrowth(
  counted: Exclude<CountedState, { kind: "new" }>,
  timesSeconds: readonly number[],
  growthFactor: number,
): AlertDecision {
  const { known } = counted;
  const isLate = (timesSeconds.at(-1) ?? 0) < known.lastSeenSeconds - lateSeconds;
  const count = known.count + (counted.kind === "repeat" ? counted.added : 0);
  return !isLate && count >= Math.max(known.toldCount, 1) * growthFactor
    ? { kind: "tell", alert: "grown", quietDays: null }
    : leave;
}
