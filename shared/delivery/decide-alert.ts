import type { AlertKind, KnownDenial } from "../history/known-denial.ts";

const secondsPerDay = 86_400;

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
 * What to do about an occurrence. `tell-claimed`: the count itself took the claim. `tell`: claim it first.
 * `hide`: a mute or the benign catalogue keeps it quiet. `leave`: nothing to tell, or somebody else is at it.
 */
export type AlertDecision =
  | { readonly kind: "tell-claimed"; readonly alert: "new" }
  | { readonly kind: "tell"; readonly alert: AlertKind }
  | { readonly kind: "hide" }
  | { readonly kind: "leave" };

/** Whether to tell about an occurrence seen at `occurredAtSeconds`. Pure; `now` decides only whether a lease has run out. */
export function decideAlert(
  counted: CountedState,
  isHidden: boolean,
  occurredAtSeconds: number,
  now: Date,
  thresholds: AlertThresholds,
): AlertDecision {
  if (isHidden) return { kind: "hide" };
  if (counted.kind === "new") return { kind: "tell-claimed", alert: "new" };

  const { known } = counted;
  switch (known.status) {
    case "pending":
      return counted.kind === "duplicate" && known.leaseUntilMilliseconds <= now.getTime()
        ? { kind: "tell", alert: known.alertKind }
        : { kind: "leave" };
    case "muted":
    case "benign":
      return { kind: "tell", alert: "new" };
    case "resolved":
      return { kind: "tell", alert: "again" };
    case "told":
    case "seen":
      return counted.kind === "repeat"
        ? decideRepeat(counted, occurredAtSeconds, thresholds)
        : decideRedelivery(known, occurredAtSeconds, thresholds);
  }
}

function decideRepeat(
  { known, added }: { readonly known: KnownDenial; readonly added: number },
  occurredAtSeconds: number,
  { quietDays, growthFactor }: AlertThresholds,
): AlertDecision {
  const quietSeconds = occurredAtSeconds - known.lastSeenSeconds;
  if (quietSeconds >= quietDays * secondsPerDay) return { kind: "tell", alert: "again" };
  const grown = known.count + added >= Math.max(known.toldCount, 1) * growthFactor;
  return grown ? { kind: "tell", alert: "grown" } : { kind: "leave" };
}

/**
 * A copy of an event whose first delivery may have been killed after its count and before its claim: what was to be told
 * then, and was not, is told now. When it was seen before is known by the day only; the benefit of the doubt is silence,
 * since copies are common and kills are not.
 */
function decideRedelivery(
  known: KnownDenial,
  occurredAtSeconds: number,
  { quietDays, growthFactor }: AlertThresholds,
): AlertDecision {
  const day = Math.floor(occurredAtSeconds / secondsPerDay);
  const isToldSince = (known.toldAtSeconds ?? 0) > occurredAtSeconds - quietDays * secondsPerDay;
  const isSeenBetween = [...known.countByDay.keys()].some(
    (seen) => seen >= day - quietDays && seen < day,
  );
  if (!isToldSince && !isSeenBetween) return { kind: "tell", alert: "again" };
  return known.count >= Math.max(known.toldCount, 1) * growthFactor
    ? { kind: "tell", alert: "grown" }
    : { kind: "leave" };
}
