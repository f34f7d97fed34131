import fc from "fast-check";
import { expect, test } from "vitest";
import { buildDigest, type DigestInput } from "../../../shared/delivery/build-digest.ts";
import type { Digest } from "../../../shared/delivery/digest.ts";
import { alertStatuses, type HistoryEntry } from "../../../shared/history/known-denial.ts";
import { buildDenial } from "../../support/denials.ts";
import { buildHistoryEntry } from "../../support/build-history-entry.ts";

const day = 86_400;
/** The end of the period, epoch seconds. */
const end = Date.UTC(2026, 2, 21) / 1000;
const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** Within the 40 days before the end, or the day after it; often on a day's first or last second. */
const anySeconds = fc
  .tuple(fc.integer({ min: -40, max: 0 }), fc.constantFrom(0, 1, day / 2, day - 1))
  .map(([days, seconds]) => end + days * day + seconds);
const mutesInForce = ["m1", "m2"];
const benignOn = ["b1"];
const hiders = [...mutesInForce, ...benignOn, "gone"];

const anyEntry: fc.Arbitrary<HistoryEntry> = fc
  .record({
    seen: fc.uniqueArray(anySeconds, { minLength: 1, maxLength: 6 }),
    times: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 6, maxLength: 6 }),
    status: fc.constantFrom(...alertStatuses),
    toldAtSeconds: fc.option(anySeconds),
    hid: fc.uniqueArray(fc.tuple(fc.constantFrom(...hiders), fc.nat(5), fc.nat(50)), {
      maxLength: 3,
      selector: ([id]) => id,
    }),
    role: fc.constantFrom("Deploy", "Web"),
    person: fc.constantFrom(null, "ada"),
    via: fc.constantFrom(null, "session" as const),
    denyType: fc.constantFrom("explicit" as const, "implicit" as const),
  })
  .map(({ seen, times, status, toldAtSeconds, hid, role, person, via, denyType }) => {
    const ordered = seen.toSorted((a, b) => a - b);
    const countByDay = new Map<number, number>();
    ordered.forEach((at, place) => {
      const key = Math.floor(at / day);
      countByDay.set(key, (countByDay.get(key) ?? 0) + (times[place] ?? 0));
    });
    const hiddenCounts = new Map(
      hid.map(([id, place, count]) => {
        const lastSeconds = ordered[Math.min(place, ordered.length - 1)] ?? 0;
        return [id, { count: count + 1, lastSeconds }] as const;
      }),
    );
    const [last] = [...hiddenCounts].toSorted(([, a], [, b]) => b.lastSeconds - a.lastSeconds);
    return buildHistoryEntry({
      countByDay,
      count: [...countByDay.values()].reduce((sum, count) => sum + count, 0),
      firstSeenSeconds: ordered[0] ?? 0,
      lastSeenSeconds: ordered.at(-1) ?? 0,
      status,
      toldAtSeconds,
      hiddenBy: last?.[0] ?? null,
      hiddenCounts,
      hiddenCount: [...hiddenCounts.values()].reduce((sum, { count }) => sum + count, 0),
      sample: buildDenial({
        principal: { name: role, key: role, person },
        reason: { denyType, policyType: "identity-based", via },
      }) as HistoryEntry["sample"],
    });
  });

const anyInput: fc.Arbitrary<DigestInput> = fc
  .record({
    days: fc.constantFrom(1, 2, 5, 7, 28),
    quietDays: fc.constantFrom(1, 3, 7, 30),
    // As many as a list shows.
    entries: fc.array(anyEntry, { maxLength: 5 }),
  })
  .map(({ days, quietDays, entries }) => ({
    period: "daily",
    from: new Date((end - days * day) * 1000),
    to: new Date(end * 1000),
    now: new Date((end + day / 2) * 1000),
    entries: entries.map((entry, n) => ({ ...entry, fingerprint: `fp1_${n}` })),
    isComplete: true,
    mutes: mutesInForce.map((id) => ({
      id,
      reason: id,
      owner: null,
      inForceSinceSeconds: null,
      lastHidSeconds: null,
    })),
    benign: benignOn.map((id) => ({ id, reason: id })),
    quietDays,
    accountNameOf: () => null,
  }));

/** The dates of a period, oldest first. */
function datesOf({ from, to }: Pick<DigestInput, "from" | "to">): readonly string[] {
  const days = (to.getTime() - from.getTime()) / day / 1000;
  return Array.from({ length: days }, (_, n) => dateOf(from.getTime() / 1000 + n * day));
}

function countOn(entry: HistoryEntry, dates: readonly string[]): number {
  return [...entry.countByDay]
    .filter(([epochDay]) => dates.includes(dateOf(epochDay * day)))
    .reduce((sum, [, count]) => sum + count, 0);
}

/** Whether somebody who reads the digest cares: it is neither quiet nor hidden by what hid its last occurrence. */
function isOpen({ status, hiddenBy, hiddenCounts, lastSeenSeconds }: HistoryEntry): boolean {
  if (status === "muted" || status === "benign") return false;
  const isInForce = hiddenBy !== null && hiddenBy !== "gone";
  const isLastHidden = hiddenCounts.get(hiddenBy ?? "")?.lastSeconds === lastSeenSeconds;
  return status === "pending" || !isInForce || !isLastHidden;
}

function partOf(entry: HistoryEntry, input: DigestInput): string {
  const { status, toldAtSeconds, firstSeenSeconds, lastSeenSeconds } = entry;
  const dates = datesOf(input);
  if (!isOpen(entry)) return "hidden";
  if (dates.includes(dateOf(firstSeenSeconds))) return "new";
  if (toldAtSeconds !== null && ["told", "resolved"].includes(status)) {
    const dayAfter = toldAtSeconds + day;
    const quietSince = lastSeenSeconds + input.quietDays * day;
    if (dates.includes(dateOf(Math.max(dayAfter, quietSince)))) return "resolved";
  }
  return countOn(entry, dates) > 0 ? "ongoing" : "nowhere";
}

test("buildDigest() puts each denial where a plain reading of its dates does, and counts so", () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const digest = buildDigest(input);
      const dates = datesOf(input);
      const { entries } = input;
      const parts = new Map(entries.map((entry) => [entry, partOf(entry, input)]));
      for (const part of ["new", "ongoing", "resolved"] as const) {
        const expected = entries.filter((entry) => parts.get(entry) === part);
        const counts = expected.map((entry) =>
          part === "resolved" ? entry.count : countOn(entry, dates),
        );
        expect(digest[part].total).toBe(expected.length);
        expect(digest[part].shown.map(({ occurrences }) => occurrences).toSorted()).toEqual(
          counts.toSorted(),
        );
      }
      const open = entries.filter(isOpen);
      const sum = (of: readonly HistoryEntry[], on: readonly string[]): number =>
        of.reduce((total, entry) => total + countOn(entry, on), 0);
      const before = datesOf({
        from: new Date(2 * input.from.getTime() - input.to.getTime()),
        to: input.from,
      });
      expect(digest.occurrences).toBe(sum(open, dates));
      expect(digest.occurrencesBefore).toBe(sum(open, before));
      const trendStart = Math.min(input.from.getTime(), (end - 14 * day) * 1000);
      const trendDates = datesOf({ from: new Date(trendStart), to: input.to });
      expect(digest.trend).toEqual(trendDates.map((date) => sum(open, [date])));
      const { loudestPrincipals, byPolicyType } = digest;
      for (const { principal, denials, occurrences } of loudestPrincipals.shown) {
        const own = open.filter(
          ({ sample }) =>
            sample.principal.key === principal.key && sample.principal.person === principal.person,
        );
        expect(occurrences).toBe(sum(own, dates));
        expect(denials).toBe(own.filter((entry) => countOn(entry, dates) > 0).length);
      }
      for (const list of [loudestPrincipals, byPolicyType]) {
        expect(list.shown.reduce((total, { occurrences }) => total + occurrences, 0)).toBe(
          digest.occurrences,
        );
      }
      expectHidden(digest, input);
    }),
    { numRuns: 400 },
  );
});

/** By day nobody knows which occurrence was hidden: bounds, and where only one hid, all of them. */
function expectHidden({ hiddenByMute, hiddenByBenign }: Digest, input: DigestInput): void {
  const dates = datesOf(input);
  const told = new Map(
    [...hiddenByMute.shown, ...hiddenByBenign.shown].map(({ id, occurrences }) => [
      id,
      occurrences,
    ]),
  );
  expect(told.size).toBe(hiddenByMute.total + hiddenByBenign.total);
  for (const id of hiders) {
    const uses = input.entries.flatMap((entry) => {
      const use = entry.hiddenCounts.get(id);
      const isOver = use === undefined || use.lastSeconds * 1000 < input.from.getTime();
      return isOver ? [] : [{ entry, use }];
    });
    const most = uses.map(({ entry, use }) => Math.min(use.count, countOn(entry, dates)));
    expect(told.get(id) ?? 0).toBeLessThanOrEqual(most.reduce((sum, count) => sum + count, 0));
    const least = most.filter((_, place) => uses[place]?.entry.hiddenCounts.size === 1);
    expect(told.get(id) ?? 0).toBeGreaterThanOrEqual(least.reduce((sum, count) => sum + count, 0));
  }
}
