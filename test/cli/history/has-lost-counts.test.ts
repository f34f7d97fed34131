import { expect, test } from "vitest";
import { hasLostCounts } from "../../../cli/history/has-lost-counts.ts";
import { buildEntry, entryNow } from "../../support/history-entries.ts";

const day = 86_400;
const now = entryNow.getTime() / 1000;
/** Seen for 90 days, of which two have counts. */
const old = buildEntry({ daysAgo: { 0: 3, 10: 4 }, count: 50, firstSeenSeconds: now - 90 * day });

test.each([
  ["all of its calls are in its counts", buildEntry({ daysAgo: { 0: 3, 40: 4 } }), 60, 0, false],
  ["the time is younger than what was lost", old, 9, 0, false],
  ["the time reaches back to what was lost", old, 11, 0, true],
  ["the time is all in what was lost", old, 80, 70, true],
  ["it was first seen after the time", old, 120, 100, false],
  ["it has no counts", { ...old, countByDay: new Map<number, number>() }, 1, 0, true],
])("hasLostCounts(): %s", (_title, entry, from, to, expected) => {
  expect(hasLostCounts(entry, "day", now - from * day, now - to * day)).toBe(expected);
});
