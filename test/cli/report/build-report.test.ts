import { describe, expect, it } from "vitest";
import { buildReport, mostRows, type ReportInput } from "../../../cli/report/build-report.ts";
import type { HistoryEntry } from "../../../shared/history/known-denial.ts";
import { buildEntry, entryNow } from "../../support/history-entries.ts";

const day = 86_400_000;

function report(entries: readonly HistoryEntry[], input: Partial<ReportInput> = {}) {
  return buildReport({
    source: "a test",
    from: new Date(entryNow.getTime() - 6 * day),
    to: entryNow,
    now: entryNow,
    entries,
    isComplete: true,
    quietDays: 7,
    hiders: new Set(),
    accountNameOf: () => null,
    ...input,
  });
}

describe("buildReport()", () => {
  it.each<[string, Parameters<typeof buildEntry>[0], string]>([
    ["first seen in the span", { daysAgo: { 1: 2 } }, "isNew"],
    ["seen before and in it", { daysAgo: { 0: 1, 9: 4 } }, "ongoing"],
    ["not seen since the quiet time began", { daysAgo: { 9: 4 } }, "stopped"],
    ["muted", { daysAgo: { 1: 2 }, status: "muted" }, "hidden"],
    ["told once and hidden now", { daysAgo: { 1: 2 }, hiddenBy: "m-1" }, "hidden"],
  ])("%s: in one section, and only there", (_title, overrides, expected) => {
    const built = report([buildEntry(overrides)], { hiders: new Set(["m-1"]) });
    const { isNew, ongoing, stopped, hidden } = built;
    const found = Object.entries({ isNew, ongoing, stopped, hidden }).filter(
      ([, { total }]) => total > 0,
    );
    expect(found.map(([name]) => name)).toEqual([expected]);
  });

  it("leaves out what is older than that", () => {
    const { isNew, ongoing, stopped } = report([buildEntry({ daysAgo: { 30: 1 } })]);
    expect([isNew.total, ongoing.total, stopped.total]).toEqual([0, 0, 0]);
  });

  it("counts what is not hidden, against the time before", () => {
    const built = report([
      buildEntry({ daysAgo: { 0: 3, 2: 4, 8: 5 } }),
      buildEntry({ daysAgo: { 0: 100 }, status: "benign" }),
    ]);
    expect([built.occurrences, built.occurrencesBefore]).toEqual([7, 5]);
    expect(built.principals).toMatchObject([{ name: "Deploy", occurrences: 7, problems: 1 }]);
    expect(built.byPolicyType).toEqual([
      { name: "Identity-based policy", counts: [0, 0, 0, 0, 4, 0, 3] },
    ]);
  });

  it("puts the gravest first, then the loudest, and says how many there are in all", () => {
    const entries = [
      buildEntry({ fingerprint: "quiet", daysAgo: { 1: 1 } }),
      buildEntry({ fingerprint: "loud", daysAgo: { 1: 9 } }),
      buildEntry({ fingerprint: "grave", daysAgo: { 1: 1 }, sample: { severity: "critical" } }),
      ...Array.from({ length: mostRows }, () => buildEntry({ daysAgo: { 1: 1 } })),
    ];
    const { isNew } = report(entries);
    expect(isNew.rows.slice(0, 2).map(({ entry }) => entry.fingerprint)).toEqual(["grave", "loud"]);
    expect([isNew.rows.length, isNew.total]).toEqual([mostRows, mostRows + 3]);
  });

  it("says of how many problems the calls of so long a time are lower bounds", () => {
    const day = 86_400;
    const first = entryNow.getTime() / 1000 - 90 * day;
    const lost = buildEntry({ daysAgo: { 0: 3, 10: 1 }, count: 50, firstSeenSeconds: first });
    const week = report([lost, buildEntry()]);
    expect(week).toMatchObject({ undercounted: 0, isBeforeCounted: false });
    const from = new Date(entryNow.getTime() - 30 * day * 1000);
    expect(report([lost, buildEntry()], { from })).toMatchObject({ undercounted: 1 });
  });

  it("shows a short time by hour", () => {
    const { buckets } = report([buildEntry()], { from: new Date(entryNow.getTime() - day) });
    expect(buckets).toMatchObject({ unit: "hour", end: entryNow.getTime() / 3_600_000 });
  });

  it("folds the kinds that eyes cannot tell apart into one, and loses no call", () => {
    const types = ["identity-based", "resource-based", "session", "vpc-endpoint"] as const;
    const more = ["role-trust", "service-control", "resource-control", "unknown"] as const;
    const { byPolicyType, occurrences } = report(
      [...types, ...more].map((policyType) => buildEntry({ sample: { reason: { policyType } } })),
    );
    expect(byPolicyType).toHaveLength(6);
    expect(byPolicyType.at(-1)?.name).toBe("Other");
    expect(byPolicyType.flatMap(({ counts }) => counts).reduce((a, b) => a + b)).toBe(occurrences);
  });
});
