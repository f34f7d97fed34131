import { describe, expect, it } from "vitest";
import { findBursts } from "../../../shared/delivery/find-bursts.ts";
import { type Post, defaultTurnLimits } from "../../../shared/delivery/take-turn.ts";
import { principalDigest } from "../../../shared/history/denial-item.ts";
import type { HistoryEntry } from "../../../shared/history/known-denial.ts";
import { buildDenial } from "../../support/denials.ts";
import { buildHistoryEntry } from "../../support/build-history-entry.ts";

const now = 1_772_600_000_000;
const key = "arn:aws:iam::210987654321:user/kim";
const kim = principalDigest(key);
const id = (n: number): string => String(n).padStart(8, "0");

/** So many pending denials of one user, first seen so many minutes ago. */
function pending(
  count: number,
  minutesAgo: number,
  overrides: Partial<HistoryEntry> = {},
): readonly HistoryEntry[] {
  return Array.from({ length: count }, (_, n) =>
    buildHistoryEntry({
      sample: buildDenial({
        fingerprint: `fp1_${id(n)}`,
        principal: { key },
      }) as HistoryEntry["sample"],
      status: "pending",
      firstSeenSeconds: now / 1000 - minutesAgo * 60,
      ...overrides,
    }),
  );
}
const posts = (...ids: readonly string[]): readonly Post[] =>
  ids.map((denial) => [kim, now - 60_000, denial] as const);

describe("findBursts()", () => {
  it.each<[string, readonly HistoryEntry[], readonly Post[], number | null]>([
    ["six that had no turn are one", pending(6, 1), [], 0],
    ["five are none", pending(5, 1), [], null],
    ["what was told one by one counts too", pending(3, 1), posts("a", "b", "c"), 3],
    ["one that had its turn in vain counts once", pending(3, 1), posts(id(0), "b", "c"), null],
    ["what was told again is nothing new", pending(3, 1), posts("~a", "~b", "~c"), null],
    ["what piled up longer ago is none", pending(20, 11), [], null],
    ["what is back is none", pending(20, 1, { alertKind: "again" }), [], null],
  ])("%s", (_name, entries, told, named) => {
    const { opened, others } = findBursts(entries, told, now, defaultTurnLimits);
    expect(opened.map(({ burst }) => burst.named)).toEqual(named === null ? [] : [named]);
    expect(others).toEqual(named === null ? entries : []);
    expect(opened.map(({ principal }) => principal)).toEqual(named === null ? [] : [kim]);
  });
});
