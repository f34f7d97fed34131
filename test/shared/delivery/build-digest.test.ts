import { describe, expect, test } from "vitest";
import { buildDigest } from "../../../shared/delivery/build-digest.ts";
import type { DigestInput } from "../../../shared/delivery/build-digest.ts";
import type { Digest } from "../../../shared/delivery/digest.ts";
import type { HistoryEntry } from "../../../shared/history/known-denial.ts";
import type { DenialOverrides } from "../../support/denials.ts";
import { buildDenial } from "../../support/denials.ts";
import { buildHistoryEntry } from "../../support/build-history-entry.ts";

/** Epoch seconds and epoch day of a day in March 2026. */
const at = (day: number, hour = 12): number => Date.UTC(2026, 2, day, hour) / 1000;
const dayOf = (day: number): number => Math.floor(at(day) / 86_400);

/** An entry with the given counts by day of March; seen at noon of the first and the last of them. */
function entry(
  counts: Readonly<Record<number, number>>,
  {
    denial = {},
    ...known
  }: { readonly denial?: DenialOverrides } & Partial<Omit<HistoryEntry, "sample">> = {},
): HistoryEntry {
  const days = Object.keys(counts).map(Number);
  const sample = buildDenial(denial) as HistoryEntry["sample"];
  return buildHistoryEntry({
    count: Object.values(counts).reduce((sum, count) => sum + count, 0),
    firstSeenSeconds: at(Math.min(...days)),
    lastSeenSeconds: at(Math.max(...days)),
    toldAtSeconds: at(Math.min(...days)),
    countByHour: new Map(),
    countByDay: new Map(days.map((day) => [dayOf(day), counts[day] ?? 0])),
    sample,
    ...known,
  });
}

function hid(id: string, count: number, lastSeconds: number): HistoryEntry["hiddenCounts"] {
  return new Map([[id, { count, lastSeconds }]]);
}

/** The digest of 20 March. */
function digest(entries: readonly HistoryEntry[], overrides: Partial<DigestInput> = {}): Digest {
  return buildDigest({
    period: "daily",
    from: new Date("2026-03-20T00:00:00Z"),
    to: new Date("2026-03-21T00:00:00Z"),
    now: new Date("2026-03-21T00:05:00Z"),
    entries,
    isComplete: true,
    mutes: [],
    benign: [],
    quietDays: 7,
    accountNameOf: (account) => (account === "210987654321" ? "orchard" : null),
    ...overrides,
  });
}

const mute = {
  id: "m1",
  reason: "scanner",
  owner: null,
  inForceSinceSeconds: null,
  lastHidSeconds: null,
};

describe("buildDigest()", () => {
  test.each([
    ["first seen in the period", entry({ 20: 4 }), "new"],
    ["first seen in it, and waiting to be told", entry({ 20: 4 }, { status: "pending" }), "new"],
    ["first seen in it, and seen since", entry({ 20: 4, 21: 9 }), "new"],
    ["seen in it, and before", entry({ 12: 1, 20: 4 }), "ongoing"],
    ["first seen after it", entry({ 21: 1 }), null],
    ["not seen in it, and not for long enough", entry({ 19: 3 }), null],
    ["quiet for seven days in it", entry({ 13: 3 }), "resolved"],
    ["marked resolved in it", entry({ 13: 3 }, { status: "resolved" }), "resolved"],
    ["stopped before it", entry({ 12: 3 }, { status: "resolved" }), null],
    ["quiet, but never told", entry({ 13: 3 }, { status: "pending", toldAtSeconds: null }), null],
    ["muted", entry({ 20: 4 }, { status: "muted", hiddenBy: "m1", hiddenCount: 4 }), null],
    ["benign", entry({ 20: 4 }, { status: "benign", hiddenBy: "b1", hiddenCount: 4 }), null],
    [
      "told once, and muted since",
      entry({ 12: 4, 20: 4 }, { hiddenBy: "m1", hiddenCount: 4 }),
      null,
    ],
    [
      "told, and no longer muted",
      entry({ 12: 4, 20: 4 }, { hiddenBy: "gone", hiddenCount: 4 }),
      "ongoing",
    ],
    [
      "told once, muted, and last seen where the mute did not match",
      entry(
        { 12: 4, 20: 4 },
        { hiddenBy: "m1", hiddenCount: 4, hiddenCounts: hid("m1", 4, at(20, 11)) },
      ),
      "ongoing",
    ],
    [
      "muted while it was still to be told",
      entry({ 12: 1, 20: 4 }, { status: "pending", hiddenBy: "m1", hiddenCount: 4 }),
      "ongoing",
    ],
    ["quiet, and told late: for a day not yet", entry({ 12: 3 }, { toldAtSeconds: at(20) }), null],
    ["quiet, and told late: a day ago", entry({ 12: 3 }, { toldAtSeconds: at(19) }), "resolved"],
  ] as const)("what is %s belongs in: %3$s", (_, known, part) => {
    const { new: fresh, ongoing, resolved } = digest([known], { mutes: [mute] });
    expect({ new: fresh.total, ongoing: ongoing.total, resolved: resolved.total }).toEqual({
      new: 0,
      ongoing: 0,
      resolved: 0,
      ...(part === null ? {} : { [part]: 1 }),
    });
  });

  test("counts what was in the period, and in all for what stopped", () => {
    const { ongoing, resolved } = digest([
      entry({ 12: 100, 20: 4, 21: 50 }),
      entry({ 11: 2, 13: 3 }),
    ]);
    expect(ongoing.shown).toEqual([
      {
        denial: buildDenial(),
        accountName: "orchard",
        occurrences: 4,
        firstSeenAt: "2026-03-12T12:00:00.000Z",
        lastSeenAt: "2026-03-21T12:00:00.000Z",
        hasStopped: false,
      },
    ]);
    expect(resolved.shown[0]).toMatchObject({ occurrences: 5, hasStopped: true });
  });

  test("puts the worst of what is new first, and the most of what goes on", () => {
    const of = (severity: "info" | "critical", day: number, count: number): HistoryEntry =>
      entry({ [day]: 1, 20: count }, { denial: { severity } });
    const { new: fresh, ongoing } = digest([
      of("info", 20, 9),
      of("critical", 20, 1),
      of("critical", 20, 2),
      of("critical", 12, 1),
      of("info", 12, 9),
    ]);
    const told = (rows: Digest["new"]): unknown =>
      rows.shown.map(({ denial, occurrences }) => [denial.severity, occurrences]);
    expect(told(fresh)).toEqual([
      ["critical", 2],
      ["critical", 1],
      ["info", 9],
    ]);
    expect(told(ongoing)).toEqual([
      ["info", 9],
      ["critical", 1],
    ]);
  });

  test("ranks principals and reasons by what they did in the period", () => {
    const of = (name: string, person: string | null, count: number, denial: DenialOverrides = {}) =>
      entry(
        { 12: 1000, 20: count },
        { denial: { ...denial, principal: { name, key: name, person } } },
      );
    const scp = {
      reason: { denyType: "explicit", policyType: "identity-based", via: "service-control" },
    } as const;
    const { loudestPrincipals, byPolicyType } = digest([
      of("Admin", "ada", 5),
      of("Admin", "bo", 7, scp),
      of("Deploy", null, 4),
      of("Deploy", null, 4),
      entry({ 12: 9999 }),
    ]);
    expect(
      loudestPrincipals.shown.map(({ principal, denials, occurrences }) => [
        principal.person ?? principal.name,
        denials,
        occurrences,
      ]),
    ).toEqual([
      ["Deploy", 2, 8],
      ["bo", 1, 7],
      ["ada", 1, 5],
    ]);
    expect(byPolicyType.shown).toEqual([
      { policyType: "identity-based", denyType: "implicit", denials: 3, occurrences: 13 },
      { policyType: "service-control", denyType: "explicit", denials: 1, occurrences: 7 },
    ]);
  });

  test("counts the last 14 days, this period and the one before", () => {
    const { trend, occurrences, occurrencesBefore } = digest([
      entry({ 6: 99, 7: 1, 19: 5, 20: 4 }),
      entry({ 8: 2, 20: 6, 21: 77 }),
      entry({ 20: 500 }, { status: "muted", hiddenBy: "m1", hiddenCount: 500 }),
    ]);
    expect(trend).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 10]);
    expect([occurrences, occurrencesBefore]).toEqual([10, 5]);
  });

  test("compares a week with the week before", () => {
    const { occurrences, occurrencesBefore, ongoing } = digest(
      [entry({ 7: 1, 13: 2, 14: 4, 20: 8 })],
      {
        period: "weekly",
        from: new Date("2026-03-14T00:00:00Z"),
      },
    );
    expect([occurrences, occurrencesBefore]).toEqual([12, 3]);
    expect(ongoing.total).toBe(1);
  });

  const nobody = { shown: [], total: 0 };

  test("says of what consoles did by themselves for whom", () => {
    const called = (
      client: "console" | "cli",
      name: string,
      person: string | null,
      count: number,
    ) =>
      entry(
        { 20: count },
        {
          status: "benign",
          hiddenBy: "b1",
          hiddenCount: count,
          denial: { principal: { client, name, person } },
        },
      );
    const { hiddenByBenign } = digest(
      [
        called("console", "Admin", "kim", 3),
        called("console", "Admin", "sam", 20),
        called("console", "Audit", "kim", 4),
        called("console", "lee", null, 5),
        called("cli", "Deploy", null, 9),
      ],
      { benign: [{ id: "b1", reason: "it probes" }] },
    );
    expect(hiddenByBenign.shown[0]?.people).toEqual({
      shown: [
        { name: "sam", occurrences: 20 },
        { name: "kim", occurrences: 7 },
        { name: "lee", occurrences: 5 },
      ],
      total: 3,
    });
  });

  test("reports what each mute and each benign entry hid in the period", () => {
    const muted = (by: string, counts: Readonly<Record<number, number>>, hiddenCount: number) =>
      entry(counts, { status: "muted", hiddenBy: by, hiddenCount });
    const { hiddenByMute, hiddenByBenign } = digest(
      [
        muted("m1", { 12: 50, 20: 4 }, 54),
        muted("m1", { 20: 9 }, 9),
        muted("gone", { 20: 30 }, 30),
        muted("m1", { 12: 50 }, 50),
        // Told 10 times within the day before the mute came.
        entry({ 20: 12 }, { hiddenBy: "m1", hiddenCount: 2 }),
        entry({ 20: 6 }, { status: "benign", hiddenBy: "b1", hiddenCount: 6 }),
        entry({ 12: 1, 20: 1 }, { hiddenBy: "b1", hiddenCount: 1 }),
      ],
      { mutes: [mute], benign: [{ id: "b1", reason: "it probes" }] },
    );
    expect(hiddenByMute.shown).toEqual([
      { id: "gone", reason: null, denials: 1, occurrences: 30, people: nobody },
      { id: "m1", reason: "scanner", denials: 3, occurrences: 15, people: nobody },
    ]);
    expect(hiddenByBenign.shown).toEqual([
      { id: "b1", reason: "it probes", denials: 2, occurrences: 7, people: nobody },
    ]);
  });

  test("says of what is new and has stopped that it has, and counts in all what stopped", () => {
    const week = { from: new Date("2026-03-14T00:00:00Z"), quietDays: 2 };
    const told = digest([entry({ 14: 3 }), entry({ 12: 2, 15: 3 }), entry({ 19: 3 })], week);
    const { new: fresh, resolved } = told;
    expect(fresh.shown.map((row) => row.hasStopped)).toEqual([true, false]);
    expect(resolved.shown.map((row) => row.occurrences)).toEqual([5]);
  });

  test("one benign entry that is off is in one list, whatever it hid", () => {
    const { hiddenByMute, hiddenByBenign } = digest([
      entry({ 20: 6 }, { status: "benign", hiddenBy: "off", hiddenCount: 6 }),
      entry({ 12: 1, 20: 2 }, { hiddenBy: "off", hiddenCount: 2 }),
    ]);
    expect(hiddenByMute.total).toBe(0);
    expect(hiddenByBenign.shown).toEqual([
      { id: "off", reason: null, denials: 2, occurrences: 8, people: nobody },
    ]);
  });

  test("calls no mute stale where it did not look at all", () => {
    const idle = { ...mute, inForceSinceSeconds: 0 };
    expect(digest([], { mutes: [idle] }).staleMutes.total).toBe(1);
    expect(digest([], { mutes: [idle], isComplete: false }).staleMutes.total).toBe(0);
  });

  test("shows the first ten of a list, five of the principals, and how many there are", () => {
    const entries = Array.from({ length: 25 }, (_, n) =>
      entry({ 20: 1 }, { denial: { principal: { key: `role-${n}` } } }),
    );
    const { new: fresh, loudestPrincipals } = digest(entries);
    expect([fresh.shown.length, fresh.total]).toEqual([10, 25]);
    expect([loudestPrincipals.shown.length, loudestPrincipals.total]).toEqual([5, 25]);
  });
});
