import type { KnownDenial } from "../history/known-denial.ts";

/** A denial that is back after a quiet time. */
export interface Return {
  /** Whole days without an occurrence; null where the history does not tell, or where they were hidden ones. */
  readonly quietDays: number | null;
}

const secondsPerHour = 3600;
const secondsPerDay = 86_400;
/** EventBridge gives an event up after a day: what is older was kept back, and is no news of what had stopped. */
const freshSeconds = secondsPerDay;

/**
 * Whether a known denial that was told, or had stopped, is back after `quietDays`. `times` are epoch seconds, ascending:
 * of a repeat, `known` is what was there before them; of a copy, they are among what is known. Null where it is not.
 */
export function findReturn(
  kind: "repeat" | "duplicate",
  known: KnownDenial,
  times: readonly number[],
  now: Date,
  quietDays: number,
): Return | null {
  const quietSeconds = quietDays * secondsPerDay;
  return kind === "repeat"
    ? returnOf(known, times, now.getTime() / 1000, quietSeconds)
    : returnOfCopy(known, times.at(-1) ?? 0, quietDays);
}

/** The last long pause before one of the times; of what had stopped, any time since that is not old. */
function returnOf(
  { status, lastSeenSeconds }: KnownDenial,
  times: readonly number[],
  nowSeconds: number,
  quietSeconds: number,
): Return | null {
  let before = lastSeenSeconds;
  let returned: Return | null = null;
  for (const time of times) {
    if (time <= before) continue;
    const isNews = status === "resolved" && returned === null && nowSeconds - time <= freshSeconds;
    if (time - before >= quietSeconds || isNews) returned = { quietDays: wholeDays(time - before) };
    before = time;
  }
  return returned;
}

/**
 * A copy of a return that nobody told. When it was seen before is known by the hour at best; the benefit of the doubt is
 * silence, since copies are common and killed processes are not.
 */
function returnOfCopy(known: KnownDenial, time: number, quietDays: number): Return | null {
  const quietSeconds = quietDays * secondsPerDay;
  const day = Math.floor(time / secondsPerDay);
  const isFirst = known.firstSeenSeconds > time - quietSeconds;
  const isToldSince = (known.toldAtSeconds ?? 0) > time - quietSeconds;
  // What was back may have been the hidden one, which nobody was to be told of.
  const isHiddenSince = (known.lastHiddenSeconds ?? 0) > time - quietSeconds;
  const days = [...known.countByDay.keys()].filter((seen) => seen < day);
  const isSeenBetween = days.some((seen) => seen >= day - quietDays);
  if (isFirst || isToldSince || isHiddenSince || isSeenBetween) return null;
  const hour = Math.floor(time / secondsPerHour);
  const hours = [...known.countByHour.keys()].filter((seen) => seen < hour);
  const endedSeconds = Math.max(
    ...days.map((seen) => seen * secondsPerDay),
    ...hours.map((seen) => seen * secondsPerHour),
  );
  return { quietDays: Number.isFinite(endedSeconds) ? wholeDays(time - endedSeconds) : null };
}

function wholeDays(seconds: number): number | null {
  const days = Math.floor(seconds / secondsPerDay);
  return days === 0 ? null : days;
}
